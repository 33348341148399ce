#!/usr/bin/env python3
"""Asks LibreOffice Calc about every formula of the fixed case list.

usage: script/formula-verdicts.py

Reads Tests/FormulaLanguageTests/Fixtures/calc-cases.tsv, puts each formula
into a spreadsheet beside the inputs named below, lets `soffice --headless`
compute it, and writes calc-verdicts.tsv beside it: formula, verdict. The
tests read both files and need no LibreOffice. Run it again after changing
the cases. Needs Debian's libreoffice-calc.
"""
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from xml.sax.saxutils import quoteattr

FIXTURES = Path(__file__).resolve().parent.parent / 'Tests/FormulaLanguageTests/Fixtures'

# The same inputs stand in CalcTests.swift. z, zt and zd are left blank.
INPUTS = {
    'a': ('float', '600000.5'), 'b': ('float', '3'), 'c': ('float', '-2.5'), 'z': None,
    's': ('string', '竞品报价 low'), 't': ('string', 'A b  c'), 'zt': None,
    'd': ('date', '2026-01-31'), 'e': ('date', '2024-02-29'), 'zd': None,
}
# Columns K and L, rows 2 to 9: the touches' kind and cost.
RELATED = [('a', 10), ('b', 20), ('a', 30), ('c', 5), ('b', 2.5), ('a', None), (None, 7), ('a', 12)]

OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'
TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'
CALCEXT = 'urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'

# Excel's files spell functions younger than Excel 2007 with a prefix.
YOUNGER = {'IFS', 'SWITCH', 'XOR', 'CONCAT', 'TEXTJOIN', 'ISOWEEKNUM', 'MAXIFS', 'MINIFS', 'DAYS'}

# Marks where a text, then a name, stands; names become cells.
PIECES = re.compile(r'"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*|[^A-Za-z_"]+')


def cell_of(name):
    return f'$A${list(INPUTS).index(name) + 1}'


def calc_formula(formula):
    def piece(match):
        text = match.group()
        if text in YOUNGER:
            return f'_xlfn.{text}'
        return cell_of(text) if text in INPUTS else text
    return PIECES.sub(piece, formula)


def attributes(value):
    if value is None:
        return ''
    kind, content = value
    name = {'float': 'value', 'date': 'date-value', 'string': 'string-value'}[kind]
    return f' office:value-type="{kind}" office:{name}={quoteattr(content)}'


def sheet(formulas):
    rows = []
    inputs = list(INPUTS.values())
    for index in range(max(len(formulas), len(inputs))):
        cells = [f'<table:table-cell{attributes(inputs[index]) if index < len(inputs) else ""}/>']
        if index < len(formulas):
            cells.append(f'<table:table-cell table:formula={quoteattr("msoxl:=" + calc_formula(formulas[index]))}/>')
        else:
            cells.append('<table:table-cell/>')
        cells.append('<table:table-cell table:number-columns-repeated="8"/>')
        if 1 <= index <= len(RELATED):
            kind, cost = RELATED[index - 1]
            cells.append(f'<table:table-cell{attributes(kind and ("string", kind))}/>')
            cells.append(f'<table:table-cell{attributes(None if cost is None else ("float", str(cost)))}/>')
        rows.append(f'<table:table-row>{"".join(cells)}</table:table-row>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"'
        ' xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula" office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        '<office:body><office:spreadsheet>'
        '<table:calculation-settings table:case-sensitive="false" table:search-criteria-must-apply-to-whole-cell="true"'
        ' table:use-wildcards="true"/>'
        f'<table:table table:name="T">{"".join(rows)}</table:table>'
        '</office:spreadsheet></office:body></office:document>')


def content(element):
    """The text of a paragraph; runs of spaces stand as <text:s text:c="2"/>."""
    text = element.text or ''
    for child in element:
        if child.tag == f'{{{TEXT}}}s':
            text += ' ' * int(child.get(f'{{{TEXT}}}c', '1'))
        text += content(child) + (child.tail or '')
    return text


def verdict(cell):
    text = '\n'.join(content(p) for p in cell.findall(f'{{{TEXT}}}p'))
    if cell.get(f'{{{CALCEXT}}}value-type') == 'error':
        return f'error {text}'
    kind = cell.get(f'{{{OFFICE}}}value-type')
    if kind in ('float', 'percentage', 'currency'):
        return f'number {cell.get(f"{{{OFFICE}}}value")}'
    if kind == 'boolean':
        return f'truth {cell.get(f"{{{OFFICE}}}boolean-value").upper()}'
    if kind == 'date':
        return f'date {cell.get(f"{{{OFFICE}}}date-value")}'
    if kind == 'string':
        return f'text {text}'
    return 'blank'


def computed(formulas):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / 'cases.fods'
        source.write_text(sheet(formulas), encoding='utf-8')
        subprocess.run(
            ['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', 'fods',
             '--outdir', f'{folder}/out', str(source)],
            check=True, stdout=subprocess.DEVNULL, timeout=300)
        tree = ET.parse(Path(folder) / 'out/cases.fods')
    table = tree.getroot().find(f'.//{{{TABLE}}}table')
    cells = []
    for row in table.iter(f'{{{TABLE}}}table-row'):
        columns = []
        for cell in row:
            columns += [cell] * int(cell.get(f'{{{TABLE}}}number-columns-repeated', '1'))
        cells.append(columns[1])
    return [verdict(cell) for cell in cells[:len(formulas)]]


def main():
    lines = (FIXTURES / 'calc-cases.tsv').read_text(encoding='utf-8').splitlines()
    cases = [line.split('\t') for line in lines if line and not line.startswith('#')]
    formulas = [(case + [''] * 3)[3] or case[0] for case in cases]
    verdicts = computed(formulas)
    with open(FIXTURES / 'calc-verdicts.tsv', 'w', encoding='utf-8') as out:
        out.write("# formula\tLibreOffice Calc's verdict; written by script/formula-verdicts.py\n")
        for case, found in zip(cases, verdicts):
            out.write(f'{case[0]}\t{found}\n')
    print(f'{len(cases)} verdicts', file=sys.stderr)


if __name__ == '__main__':
    main()
