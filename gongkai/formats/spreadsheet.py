"""XLS and XLSX, where an office publishes its tables alone: each sheet a line with its name and a table.

Belongs here: what of a sheet is printed. Does not: formulas; a cell is the value it had when the file was saved.
"""

import io
from collections.abc import Sequence

from gongkai.formats.refusals import Limits, UnreadableError, beyond
from gongkai.formats.rendering import Rendered, Rendering, flat


def render_spreadsheet(data: bytes, limits: Limits) -> Rendered:
    """What a workbook says. Raises UnreadableError if it is damaged or beyond a limit."""
    import python_calamine  # loaded only when a workbook comes

    out = Rendering(limits)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > limits.cells:
                cells = sheet.total_height * sheet.total_width
                raise beyond("cells", limits.cells, f"its sheet {name} has {cells:,} cells", "split it")
            _sheet(name, sheet.to_python(), out)
    except python_calamine.CalamineError as error:
        raise UnreadableError("unreadable", f"the workbook cannot be opened ({error}); save it again") from error
    return out.rendered()


def _sheet(name: str, rows: Sequence[Sequence[object]], out: Rendering) -> None:
    """A sheet that is not empty: lines of one cell are lines, the others are rows."""
    printed = [[_printed(cell) for cell in row] for row in rows]
    if not any(map(any, printed)):
        return
    out.line(name)
    table: list[list[str]] = []
    for row in printed:
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and row[0] and not table:  # a title over the table
            out.line(row[0])
        elif filled:
            table.append(row)
    if table:
        out.grid(table)


def _printed(cell: object) -> str:
    """A value as a sheet shows it: whole numbers without a point."""
    if isinstance(cell, bool):
        return str(cell).upper()
    return flat(f"{cell:.15g}" if isinstance(cell, float) else str(cell))
