"""The report to the board, written into a PDF."""

from service.exports.pdf import Document
from service.exports.report import BoardReport
from service.pages.wording import KINDS, country_name, day, figure, in_language, percent, stage_name

YEARS_SHOWN = 10
NAMED_ALONE = 20
BRIDGES_SHOWN = 6

SOURCES = (
    "Projects and participations of the seed data: CORDIS, © European Union, CC BY 4.0; facts reused, capabilities and "
    "suggestions are ours. What no project, member list or profile says is not seen here."
)


def board_pdf(report: BoardReport) -> bytes:
    """Return the report as a PDF."""
    name = in_language(report.cluster.names)
    document = Document(f"{name}: report to the board")
    document.heading(name, size=18)
    document.paragraph(f"Report to the board, {day(report.day.isoformat())}", is_quiet=True)
    document.paragraph(_members(report))
    _figures(document, report)
    _bridges(document, report)
    _gaps(document, report)
    _introductions(document, report)
    _sources(document, report)
    return bytes(document.output())


def _members(report: BoardReport) -> str:
    kinds = report.cluster.kinds
    told = [f"{n:,} {(KINDS[kind].one if n == 1 else KINDS[kind].many).lower()}" for kind, n in kinds.items()]
    return f"{report.cluster.members:,} members: {', '.join(told)}." if told else "The cluster has no members yet."


def _figures(document: Document, report: BoardReport) -> None:
    document.heading("The network in figures")
    document.paragraph("A link is two members that took part in at least one project together.")
    rows = [(one.label, figure(one), one.sentence) for one in report.figures.figures]
    document.rows(("Figure", "Value", "In words"), rows, (45, 25, 104), "LRL")
    years = report.figures.years[-YEARS_SHOWN:]
    if not years:
        return
    document.heading("New links a year", size=11)
    document.bars([(str(one.year), one.new_links) for one in years])
    told = [(str(y.year), f"{y.new_links:,}", f"{y.links:,}", f"{y.alone:,}", percent(y.largest_part)) for y in years]
    head = ("Year", "New links", "Links in all", "Members alone", "In the largest group")
    document.rows(head, told, (24, 32, 32, 38, 48), "LRRRR")


def _bridges(document: Document, report: BoardReport) -> None:
    document.heading("Who bridges, and who is alone")
    bridges = report.figures.bridges[:BRIDGES_SHOWN]
    if bridges:
        rows = [(b.organisation.name, f"{b.links}", percent(b.betweenness), f"{b.cuts_off}") for b in bridges]
        document.rows(("Member", "Links", "Paths it is on", "Cut off without it"), rows, (90, 20, 30, 34), "LRRR")
    else:
        document.paragraph("Nobody stands between two others yet.")
    alone = report.figures.alone
    if alone:
        names = ", ".join(one.organisation.name for one in alone[:NAMED_ALONE])
        more = f" and {len(alone) - NAMED_ALONE:,} more" if len(alone) > NAMED_ALONE else ""
        document.paragraph(
            f"{len(alone):,} members have worked with no other member. The busiest elsewhere: {names}{more}."
        )


def _gaps(document: Document, report: BoardReport) -> None:
    document.heading("What members need and few are strong in")
    gaps = report.gaps.gaps
    if not gaps:
        document.paragraph("No gap is seen.")
        return
    shown = f"The {len(gaps)} most severe of {report.gaps.found} gaps" if report.gaps.found > len(gaps) else "The gaps"
    document.paragraph(f"{shown}, with those outside who could best fill them.")
    rows = []
    for gap in gaps:
        who = "; ".join(
            f"{one.organisation.name} ({country_name(one.organisation.country) or 'country not known'})"
            for one in gap.fillers
        )
        label = f"{gap.label} ({stage_name(gap.stage).lower()})"
        rows.append((label, f"{len(gap.needed_by)}", f"{len(gap.strong)}", who or "nobody known"))
    document.rows(("Gap", "Need it", "Strong", "Who outside could fill it"), rows, (58, 18, 18, 80), "LRRL")


def _introductions(document: Document, report: BoardReport) -> None:
    document.heading("Introductions")
    if report.introductions is None:
        document.paragraph("They are kept in the database, which could not be reached when this report was made.")
    elif not report.introductions:
        document.paragraph("Nothing is on record yet about suggestions to members.")
    else:
        rows = [(words, f"{count:,}") for words, count in report.introductions.items()]
        document.rows(("State", "Introductions"), rows, (60, 35), "LR")


def _sources(document: Document, report: BoardReport) -> None:
    document.heading("How this was computed")
    for one in report.figures.figures:
        document.paragraph(f"{one.label}. {one.about} {one.formula}", is_quiet=True)
    document.paragraph(
        "Gaps. A capability that at least three members need for each member, and one more, that is strong in it.",
        is_quiet=True,
    )
    document.paragraph(SOURCES, is_quiet=True)
    built = day(report.built.isoformat())
    computed = f"Computed from snapshot {report.snapshot_version} of {built}, text model {report.model}."
    document.paragraph(computed, is_quiet=True)
