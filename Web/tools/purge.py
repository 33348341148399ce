"""Quasar's style sheet without the families that the built scripts cannot name.

Deliberately coarse, so that it cannot drop what a script composes at run time:
- a rule of a component block (`.q-stepper…`) goes when the block's name stands in no script;
- a palette utility (`.bg-teal-3`, `.text-pink-9`) goes when its colour (`teal-3`) stands in no script.
Everything else stays.
"""
import re

BLOCK = re.compile(r'\.(q-[a-z]+(?:-[a-z]+)*)')
PALETTE = re.compile(r'\.(?:bg|text)-([a-z]+(?:-[a-z]+)?-\d+)(?![\w-])')
UTILITY = re.compile(r'q-[pm][atrblxy](?:-|$)|q-gutter|q-col-gutter|q-mx|q-my|q-px|q-py|q-(?:pa|ma)')


def wanted(selector: str, scripts: str) -> bool:
    for block in BLOCK.findall(selector):
        if UTILITY.match(block):
            continue
        # `.q-stepper-item` belongs to the block `q-stepper` unless a script names it itself
        parts = block.split('-')
        names = ['-'.join(parts[:n]) for n in range(2, len(parts) + 1)]
        if not any(name in scripts for name in names):
            return False
    return all(colour in scripts for colour in PALETTE.findall(selector))


def rules(css: str):
    """(selector, body) for each rule or at-rule at this level; body keeps its braces."""
    i = 0
    while i < len(css):
        open_ = css.find('{', i)
        semi = css.find(';', i)
        if open_ < 0:
            return
        if 0 <= semi < open_:  # @charset, @import
            yield css[i:semi + 1], ''
            i = semi + 1
            continue
        depth, j = 1, open_ + 1
        while depth:
            depth += {'{': 1, '}': -1}.get(css[j], 0)
            j += 1
        yield css[i:open_], css[open_:j]
        i = j


def purge(css: str, scripts: str) -> str:
    css = re.sub(r'/\*.*?\*/', '', css, flags=re.S)
    out = []
    for selector, body in rules(css):
        head = selector.strip()
        if head.startswith(('@media', '@supports')):
            inner = purge(body[1:-1], scripts)
            if inner:
                out.append(f'{head}{{{inner}}}')
        elif head.startswith('@') or not body:
            out.append(head + body)
        else:
            # commas inside :not(…) or :is(…) do not part selectors
            kept = [s for s in re.split(r',(?![^()]*\))', head) if wanted(s, scripts)]
            if kept:
                out.append(','.join(kept) + body)
    return ''.join(out)
