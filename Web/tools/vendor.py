#!/usr/bin/env python3
"""Turn the static assets of the nicegui wheel into a tree-shakeable vendor/ folder.

usage: vendor.py WHEEL_DIR   (folder that holds nicegui/, i.e. the unzipped wheel)
Nothing that this writes is committed: vendor/ is rebuilt from the pinned wheel.
"""
import hashlib
import re
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
wheel = Path(sys.argv[1]) / 'nicegui'
static, out = wheel / 'static', root / 'vendor'
out.mkdir(exist_ok=True)

def sub_once(pattern: str, repl, text: str, flags=0) -> str:
    new, n = re.subn(pattern, repl, text, flags=flags)
    if n != 1:
        raise SystemExit(f'vendor.py: expected exactly 1 match of {pattern!r}, got {n}')
    return new


def pure_vars(text: str, indent: str) -> str:
    """Wrap the initialiser of every top-level `var` that calls, spreads or reads in a pure IIFE.

    A bare @__PURE__ on the call is not enough: esbuild keeps object spreads in its arguments.
    A cut in the wrong place cannot pass unseen: what is left then does not parse.
    """
    lines, res, i = text.split('\n'), [], 0
    start = re.compile(indent + r'[^\s})\]`]')
    while i < len(lines):
        j = i + 1
        if m := re.match(indent + r'var ([\w$]+) = (.*)', lines[i]):
            while j < len(lines) and not start.match(lines[j]):
                j += 1
            body = '\n'.join([m[2], *lines[i + 1:j]]).rstrip()
            plain = re.match(r'(\(?[\w$, ]*\)?|\([^)]*\)) => |class |function', body)
            if body.endswith(';') and re.search(r'[(.\[]', body) and not plain:
                lines[i:j] = [f'{indent}var {m[1]} = /* @__PURE__ */ (() => ({body[:-1]}))();']
                j = i + 1
        res += lines[i:j]
        i = j
    return '\n'.join(res)


def types(name: str) -> str:
    return f'/* @ts-self-types="../types/{name}.d.ts" */\n'


# --- Vue: drop the runtime template compiler (needs unsafe-eval, costs 10 kB gz)
vue = (static / 'vue.esm-browser.prod.js').read_text()
compile_name = re.search(r'[{,](\w+) as compile[,}]', vue)[1]
register_name = re.search(r'[{,](\w+) as registerRuntimeCompiler[,}]', vue)[1]
vue = sub_once(rf'\b{register_name}\({compile_name}\);export\{{', 'export{', vue)
(out / 'vue.js').write_text(vue)
license_ = re.match(r'/\*\*.*?\*\*/', vue, re.S)[0]
vue = subprocess.run(  # one top-level declaration a line, names as they are
    ['esbuild', '--bundle', '--format=esm', f'--alias:vue={out}/vue.js'],
    input='export * from "vue"', cwd=root, text=True, check=True, capture_output=True).stdout
(out / 'vue.js').write_text(types('vue') + license_ + '\n' + pure_vars(vue, ''))

# --- Quasar: UMD (unminified) -> ES module with pure annotations
q = (static / 'quasar.umd.js').read_text()
q = sub_once(r'\A(/\*!.*?\*/)\s*\(\(\) => \{\n', r'\1\n', q, re.S)
q = sub_once(r'\n\}\)\(\);\s*\Z', '\n', q)
q = sub_once(r'  var \{ ([^}]*) \} = window\.Vue;', r'import { \1 } from "vue";', q)
q = sub_once(r'  if \(window\.Vue === void 0\) \{.*?\n  \}\n', '', q, re.S)
version = re.search(r'window\.Quasar = \{\s*version: "([^"]+)"', q)[1]
q = q[: q.index('  window.Quasar = {')]
exports: list[str] = []
for group in ('components', 'directives', 'plugins', 'utils', 'composables'):
    m = re.search(rf'  var {group}_exports = \{{\}};\n  __export\({group}_exports, \{{(.*?)\n  \}}\);\n', q, re.S)
    exports += [f'{local} as {name}' for name, local in re.findall(r'(\w+): \(\) => (\w+)', m[1])]
    q = q.replace(m[0], '')


q = pure_vars(q, '  ')
q += f"""
export const Quasar = {{ version: "{version}", install: (app, opts) => install_quasar_default(app, opts) }};
export {{ {', '.join(exports)} }};
"""
(out / 'quasar.js').write_text(types('quasar') + q)
lang = (static / 'lang/zh-CN.umd.prod.js').read_text()
lang = sub_once(r'\(\(\)=>\{window\.Quasar\.Lang\.zhCN=', 'export default ', lang)
lang = sub_once(r';\}\)\(\);\s*\Z', ';\n', lang)
lang = sub_once(r'firstDayOfWeek:0', 'firstDayOfWeek:1', lang)  # a Chinese week starts on Monday
(out / 'quasar-zh-CN.js').write_text(lang)
(out / 'quasar.css').write_text(
    (static / 'quasar.unimportant.prod.css').read_text() + (static / 'quasar.important.prod.css').read_text())

# --- ECharts (without echarts-gl), SortableJS, DOMPurify
dist = wheel / 'elements/echart/dist'
entry = (dist / 'index.js').read_text()
chunk, names = re.search(r'import\{([^}]*)\}from"\./(index-[^"]+)"', entry)[2], entry
ns = re.search(r'export\{(\w+) as echarts', entry)[1]
outer = re.search(rf'(\w+) as {ns}\b', entry)[1]
src = re.sub(r'\n//# sourceMappingURL=.*', '', (dist / chunk).read_text())
inner = re.search(rf'[{{,](\w+) as {outer}[,}}]', src)[1]
# keep one export only: the others are there for echarts-gl, and its dynamic import goes
src = sub_once(r'export\{[^}]*\};?\s*\Z', f'export{{{inner} as echarts}};\n', src)
src = re.sub(r'import\("\./index-[^"]+"\)', 'Promise.reject(new Error("echarts-gl is left out"))', src)
(out / 'echarts.js').write_text(types('echarts') + src)
(out / 'sortable.js').write_text(types('sortable') + re.sub(r'\n//# sourceMappingURL=.*', '', (wheel / 'elements/sortable/dist/index.js').read_text()))
(out / 'dompurify.js').write_text(types('dompurify') + (static / 'dompurify.mjs').read_text())
for f in sorted(out.iterdir()):
    print(f'{f.name:22} {f.stat().st_size:>9} {hashlib.sha256(f.read_bytes()).hexdigest()[:12]}')
