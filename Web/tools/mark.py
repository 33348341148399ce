#!/usr/bin/env python3
"""public/icon.svg -> the PNG icons beside it. Run after a change of the mark; the results are committed."""
from pathlib import Path

from playwright.sync_api import sync_playwright

public = Path(__file__).resolve().parent.parent / 'public'
svg = (public / 'icon.svg').read_text()
# phones cut a maskable icon to a shape of their own: no corners, and the mark in the inner four fifths
full = svg.replace(' rx="112"', '')
safe = full.replace('<g ', '<g transform="translate(51 51) scale(0.8)" ')
SIZES = {'icon-192.png': (svg, 192), 'icon-512.png': (svg, 512),
         'icon-maskable-512.png': (safe, 512), 'apple-touch-icon.png': (full, 180)}

with sync_playwright() as p:
    browser = p.chromium.launch(executable_path='/usr/bin/chromium', args=['--no-sandbox'])
    for name, (source, size) in SIZES.items():
        page = browser.new_page(viewport={'width': size, 'height': size})
        page.set_content(f'<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{source}')
        page.screenshot(path=public / name, omit_background=True)
        print(name, (public / name).stat().st_size)
    browser.close()
