"""Generated reports as files of other formats: a line a paragraph, lines with tabs a table.

Each takes the text of a report in the layout `tabs` and returns the bytes of a file that says the same.
"""

import io
import random
import subprocess
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

Block = str | list[list[str]]

MENU = "".join(f"<li><a href='/{number}.html'>栏目{number}</a></li>" for number in range(8))
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_门户网站</title>
<style>td {{ border: 1px solid }} table {{ border-collapse: collapse }}</style><script>var figure = 12;</script></head>
<body><div class="head"><ul>{menu}</ul></div><div class="con{class_}">{content}</div>
<div class="footer">版权所有 网站管理员 <a href="/sitemap.html">网站地图</a></div></body></html>"""


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs, and tables as rows of cells."""
    for is_table, lines in groupby(filter(None, text.split("\n")), key=lambda line: "\t" in line):
        if is_table:
            yield [line.split("\t") for line in lines]
        else:
            yield from lines


def as_page(text: str, charset: str = "utf-8", seed: int = 0) -> bytes:
    """A page of a site, with menus and a footer around the report."""
    dice = random.Random(seed)
    content = "".join(_html(block, dice) for block in blocks(text))
    title = escape(next(filter(None, text.split("\n"))))
    page = PAGE.format(charset=charset, title=title, menu=MENU, content=content, class_=dice.choice(("tent", " TRS")))
    return page.encode(charset, "xmlcharrefreplace")


def _html(block: Block, dice: random.Random) -> str:
    if isinstance(block, str):
        return dice.choice(("<p>{}</p>\n", "<div><span>{}</span></div>", "<p><font>{}<br></font></p>")).format(
            escape(block)
        )
    cell = dice.choice(("<td>{}</td>", "<td><p>{}</p></td>", "<td>\n  <span>{}</span>&nbsp;</td>"))
    rows = "".join(f"<tr>{''.join(cell.format(escape(text)) for text in row)}</tr>\n" for row in block)
    return f"<table><tbody>{rows}</tbody></table>"


def as_docx(text: str) -> bytes:
    """A document of a word processor."""
    import docx

    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        for width, group in groupby(block, key=len):  # all rows of such a table have as many cells
            rows = list(group)
            table = document.add_table(len(rows), width)
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(text: str, browser: str, folder: Path) -> bytes:
    """What a browser prints of the report."""
    page, pdf = folder / "report.html", folder / "report.pdf"
    content = "".join(_printable(block) for block in blocks(text))
    page.write_text(f'<meta charset="utf-8"><style>{PRINT}</style>{content}', encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pdf.read_bytes()


PRINT = """body { font-size: 9pt } table { border-collapse: collapse; margin: 20px 0 }
td { border: 1px solid black; padding: 2px; min-width: 2em }"""


def _printable(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    pieces = []
    for _, group in groupby(block, key=len):
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in group)
        pieces.append(f"<table>{rows}</table>")
    return "".join(pieces)
