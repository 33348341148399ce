#!/usr/bin/env python3
"""src/ + vendor/ -> dist/ (hashed, minified, split, gz + br beside each file, service worker).

usage: build.py [--dev]      --dev: readable, no compression, no size limit
"""
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import brotli

from purge import purge

root = Path(__file__).resolve().parent.parent
src, dist, vendor = root / 'src', root / 'dist', root / 'vendor'
dev = '--dev' in sys.argv
FIRST_LOAD_LIMIT = 220_000  # bytes, brotli
ALIAS = {
    'vue': 'vue.js', 'quasar': 'quasar.js', 'quasar-zh-CN': 'quasar-zh-CN.js', 'echarts': 'echarts.js',
    'sortablejs': 'sortable.js', 'dompurify': 'dompurify.js', 'icons': 'icons.js',
}
common = ['--target=es2020', '--charset=utf8', '--legal-comments=eof', *([] if dev else ['--minify'])]


def esbuild(*args: str) -> None:
    subprocess.run(['esbuild', *args, '--log-level=warning', *common], cwd=root, check=True)


def outputs(metafile: Path) -> dict:
    meta = json.loads(metafile.read_text())['outputs']
    metafile.unlink()
    return meta


def url(name: str) -> str:
    return '/' + name.removeprefix('dist/')


def bundle() -> tuple[str, str, dict]:
    """The page: scripts first, since the style sheet is cut to what they name."""
    esbuild('src/main.tsx', '--bundle', '--splitting', '--format=esm', '--outdir=dist/assets',
            '--entry-names=[name]-[hash]', '--chunk-names=[name]-[hash]', '--metafile=dist/meta.json',
            '--jsx=automatic', '--jsx-import-source=vuejsx',
            '--alias:vuejsx/jsx-runtime=./src/lib/jsx-runtime.ts',
            *(f'--alias:{k}=./vendor/{v}' for k, v in ALIAS.items()))
    meta = outputs(dist / 'meta.json')
    main = next(n for n, o in meta.items() if o.get('entryPoint') == 'src/main.tsx')
    scripts = '\n'.join((root / n).read_text() for n in meta if 'vendor/echarts.js' not in meta[n]['inputs'])
    (vendor / 'quasar.used.css').write_text(purge((vendor / 'quasar.css').read_text(), scripts))
    esbuild('src/app.css', '--bundle', '--outdir=dist/assets', '--entry-names=[name]-[hash]',
            '--metafile=dist/meta.json')
    styles = outputs(dist / 'meta.json')
    return main, next(iter(styles)), meta


def statically(name: str, meta: dict, seen: set) -> set:
    seen.add(name)
    for i in meta[name]['imports']:
        if i['kind'] == 'import-statement' and i['path'] not in seen:
            statically(i['path'], meta, seen)
    return seen


def page(main: str, css: str, first: list[str]) -> str:
    preload = ''.join(f'\n    <link rel="modulepreload" href="{url(p)}">' for p in first)
    head = (f'<link rel="stylesheet" href="{url(css)}">{preload}\n'
            f'    <script type="module" src="{url(main)}"></script>')
    html = (src / 'index.html').read_text().replace('<!-- head -->', head)
    (dist / 'index.html').write_text(html)
    for f in (root / 'public').iterdir():
        shutil.copy(f, dist)
    return html


def worker(html: str, css: str, meta: dict) -> None:
    """The service worker keeps everything but ECharts (1.1 MB, kept at its first use)."""
    small = [n for n, o in meta.items() if 'vendor/echarts.js' not in o['inputs']]
    shell = ['/', '/manifest.webmanifest', '/icon.svg', '/mark.svg', *sorted(url(n) for n in [css, *small])]
    digest = hashlib.sha256((html + json.dumps(shell)).encode()).hexdigest()[:12]
    esbuild('src/sw.ts', '--bundle', '--format=iife', '--outfile=dist/sw.js',
            f'--define:BUILD={json.dumps({"version": digest, "shell": shell})}')


def compress(first: set[str]) -> int:
    """Writes .gz and .br beside each file, prints the sizes, returns the brotli size of the first load."""
    total = [0, 0, 0]
    for f in sorted(p for p in dist.rglob('*') if p.is_file()):
        name, raw = str(f.relative_to(root)), f.read_bytes()
        gz, br = gzip.compress(raw, 9, mtime=0), brotli.compress(raw, quality=11)
        if f.suffix != '.png':
            Path(f'{f}.gz').write_bytes(gz)
            Path(f'{f}.br').write_bytes(br)
        sizes = [len(raw), len(gz), len(br)]
        if name in first:
            total = [a + b for a, b in zip(total, sizes)]
        print('*' if name in first else ' ', f'{url(name):42}', *(f'{s:>9}' for s in sizes))
    print('first load (*): raw, gzip, brotli', *total)
    return total[2]


shutil.rmtree(dist, ignore_errors=True)
(dist / 'assets').mkdir(parents=True)
main, css, meta = bundle()
first = statically(main, meta, set())
worker(page(main, css, sorted(first - {main})), css, meta)
if not dev and (size := compress({*first, css, 'dist/index.html'})) > FIRST_LOAD_LIMIT:
    sys.exit(f'build.py: first load is {size} bytes brotli, more than {FIRST_LOAD_LIMIT}')
