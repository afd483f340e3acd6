"""The report to the board, written into a PDF in the language at hand."""

from matchers.said import in_sentence, joined, listed, said
from service.exports.pdf import Document
from service.exports.report import BoardReport
from service.pages.number_words import day, figure, percent, thousands
from service.pages.wording import KINDS, country_name, in_language, stage_name

YEARS_SHOWN = 10
NAMED_ALONE = 20
BRIDGES_SHOWN = 6
AGREED_SHOWN = 20

SOURCES = said(
    "Projects and participations of the seed data: CORDIS, © European Union, CC BY 4.0; facts reused, capabilities and "
    "suggestions are ours. What no project, member list or profile says is not seen here."
)


def board_pdf(report: BoardReport) -> bytes:
    """Return the report as a PDF."""
    name = in_language(report.cluster.names)
    document = Document(said("{name}: report to the board", name=name))
    document.heading(name, size=18)
    document.paragraph(said("Report to the board, {day}", day=day(report.day.isoformat())), is_quiet=True)
    document.paragraph(_members(report))
    _figures(document, report)
    _bridges(document, report)
    _gaps(document, report)
    _introductions(document, report)
    _sources(document, report)
    return bytes(document.output())


def _members(report: BoardReport) -> str:
    kinds = report.cluster.kinds
    if not kinds:
        return said("The cluster has no members yet.")
    told = [
        said("{count:,} {kind}", count=n, kind=in_sentence(KINDS[kind].one if n == 1 else KINDS[kind].many))
        for kind, n in kinds.items()
    ]
    return said("{count:,} members: {kinds}.", count=report.cluster.members, kinds=joined(told, ", "))


def _figures(document: Document, report: BoardReport) -> None:
    document.heading(said("The network in figures"))
    document.paragraph(said("A link is two members that took part in at least one project together."))
    rows = [(one.label, figure(one), one.sentence) for one in report.figures.figures]
    document.rows((said("Figure"), said("Value"), said("In words")), rows, (45, 25, 104), "LRL")
    years = report.figures.years[-YEARS_SHOWN:]
    if not years:
        return
    document.heading(said("New links a year"), size=11)
    document.bars([(str(one.year), one.new_links) for one in years])
    told = [
        (str(y.year), thousands(y.new_links), thousands(y.links), thousands(y.alone), percent(y.largest_part))
        for y in years
    ]
    head = (said("Year"), said("New links"), said("Links in all"), said("Members alone"), said("In the largest group"))
    document.rows(head, told, (24, 32, 32, 38, 48), "LRRRR")


def _bridges(document: Document, report: BoardReport) -> None:
    document.heading(said("Who bridges, and who is alone"))
    bridges = report.figures.bridges[:BRIDGES_SHOWN]
    if bridges:
        rows = [(b.organisation.name, f"{b.links}", percent(b.betweenness), f"{b.cuts_off}") for b in bridges]
        head = (said("Member"), said("Links"), said("Paths it is on"), said("Cut off without it"))
        document.rows(head, rows, (82, 28, 30, 34), "LRRR")
    else:
        document.paragraph(said("Nobody stands between two others yet."))
    alone = report.figures.alone
    if alone:
        names = listed([one.organisation.name for one in alone], most=NAMED_ALONE)
        document.paragraph(
            said(
                "{count:,} members have worked with no other member. The busiest elsewhere: {names}.",
                count=len(alone),
                names=names,
            )
        )


def _gaps(document: Document, report: BoardReport) -> None:
    document.heading(said("What members need and few are strong in"))
    gaps = report.gaps.gaps
    if not gaps:
        document.paragraph(said("No gap is seen."))
        return
    document.paragraph(
        said(
            "The {shown} most severe of {found} gaps, with those outside who could best fill them.",
            shown=len(gaps),
            found=report.gaps.found,
        )
        if report.gaps.found > len(gaps)
        else said("The gaps, with those outside who could best fill them.")
    )
    rows = []
    for gap in gaps:
        who = [
            said(
                "{name} ({country})",
                name=one.organisation.name,
                country=country_name(one.organisation.country) or said("country not known"),
            )
            for one in gap.fillers
        ]
        label = said("{label} ({stage})", label=gap.label, stage=stage_name(gap.stage).lower())
        filled = joined(who, "; ") if who else said("nobody known")
        rows.append((label, f"{len(gap.needed_by)}", f"{len(gap.strong)}", filled))
    head = (said("Gap"), said("Need it"), said("Strong"), said("Who outside could fill it"))
    document.rows(head, rows, (56, 22, 18, 78), "LRRL")


def _introductions(document: Document, report: BoardReport) -> None:
    document.heading(said("Introductions"))
    if report.introductions is None:
        document.paragraph(said("They are kept in the database, which could not be reached when this report was made."))
    elif not report.introductions:
        document.paragraph(said("Nothing is on record yet about suggestions to members."))
    else:
        rows = [(words, thousands(count)) for words, count in report.introductions.items()]
        document.rows((said("State"), said("Introductions")), rows, (60, 35), "LR")
        if report.agreed:
            document.paragraph(said("Agreed: {pairs}.", pairs=_agreed(report)))


def _agreed(report: BoardReport) -> str:
    """Name those who have agreed, the latest first."""
    pairs = [
        said("{one} and {other} ({kind})", one=one, other=other, kind=in_sentence(kind))
        for one, other, kind in report.agreed
    ]
    return listed(pairs, most=AGREED_SHOWN)


def _sources(document: Document, report: BoardReport) -> None:
    document.heading(said("How this was computed"))
    for one in report.figures.figures:
        document.paragraph(joined([said("{label}.", label=one.label), one.about, one.formula]), is_quiet=True)
    document.paragraph(
        said(
            "Gaps. A capability that at least three members need for each member, and one more, that is strong in it."
        ),
        is_quiet=True,
    )
    document.paragraph(SOURCES, is_quiet=True)
    built = day(report.built.isoformat())
    computed = said(
        "Computed from snapshot {version} of {day}, text model {model}.",
        version=report.snapshot_version,
        day=built,
        model=report.model,
    )
    document.paragraph(computed, is_quiet=True)
