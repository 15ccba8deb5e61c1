"""The arithmetic that the forms prescribe, put to the tables a report prints (`marts.fct_checks`)."""

from collections.abc import Iterator, Mapping

from gongkai.checks.arithmetic import judge, marked_of
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
    marked = marked_of(operands, instance.operator)
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
        marked=marked,
        source_start=marked[0].source_start if marked else None,
        source_end=marked[0].source_end if marked else None,
    )
