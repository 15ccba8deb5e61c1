"""The arithmetic that the forms prescribe, put to the tables a report prints (`marts.fct_checks`)."""

from collections.abc import Iterator, Mapping

from gongkai.checks.arithmetic import judge
from gongkai.checks.results import Operand, Result
from gongkai.codebook import Codebook
from gongkai.identities import Instance, instances
from gongkai.records import Observation, Report
from gongkai.vocabulary import Identity, Table


def check_forms(report: Report, codebook: Codebook) -> Iterator[Result]:
    """The verdict of every identity of every table printed, for each column or row it runs over."""
    figures = {found.table_ref: found for found in report.observations if found.table_ref}
    tables = {table.table: table for edition in codebook.editions.values() for table in edition.tables}
    printed = {_table_of(reference, tables) for reference in figures}
    for name, table in tables.items():
        for identity in table.identities if name in printed else ():
            for instance in instances(identity, table):
                yield _result(report, identity, instance, figures)


def _table_of(reference: str, tables: Mapping[str, Table]) -> str:
    while reference and reference not in tables:
        reference = reference.rpartition("/")[0]
    return reference


def _result(report: Report, identity: Identity, instance: Instance, figures: Mapping[str, Observation]) -> Result:
    operands = tuple(Operand(each.side, 1, each.label_zh, figures.get(each.reference)) for each in instance.operands)
    verdict = judge(operands, instance.operator)
    whole = sum_of(operands)
    return Result(
        document_id=report.document.document_id,
        result_id=f"{report.document.document_id}/{identity.check}/{instance.instance}",
        family="form",
        rule=identity.check,
        instance=instance.instance,
        instance_label_zh=instance.label_zh,
        severity=identity.severity,
        operands=operands,
        status=verdict.status,
        formula=verdict.formula,
        difference=verdict.difference,
        source_start=whole.source_start if whole else None,
        source_end=whole.source_end if whole else None,
    )


def sum_of(operands: tuple[Operand, ...]) -> Observation | None:
    """The figure that the others add up to: the only one of the right side, else of the left, else the first known."""
    here = [operand for operand in operands if not operand.is_last_year]
    sides = [[operand for operand in here if operand.side == side] for side in ("right", "left")]
    alone = [side[0].observation for side in sides if len(side) == 1]
    return next(filter(None, [*alone, *(operand.observation for operand in here)]), None)
