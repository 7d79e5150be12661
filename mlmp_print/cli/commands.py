"""The command line: one command a verb. Data to stdout, messages to stderr, exit codes as the README lists them.

Nothing heavy is imported before a command needs it: `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from ..model.errors import AnswersError, EncryptedError, PdfError, UsageError
from .options import force_option, look_options, output_option, print_options
from .output import STDIN, ProgressBar, content, deliver, dump, first, tell
from .remedies import with_remedy
from .shell import CommandGroup, end_in_order

if TYPE_CHECKING:
    from ..reader.sheet import Read

PARTIAL = 3
NO_TERMINAL = "There is no terminal to ask for the password on: give --password-file."


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--traceback",
    is_flag=True,
    help="Show where an unexpected error came from. It may show answers.",
)
@click.version_option(package_name="mlmp-print", prog_name="mlmp-print")
def main(traceback: bool) -> None:
    """Sheets for “Mit liv – Min plan”: print them, fill them from JSON, read them back."""


@main.verb("mlmp-print forms", "mlmp-print forms --json")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def forms(as_json: bool) -> None:
    """List the forms, their sheets and languages."""
    from ..definitions import load as definitions
    from ..look import look as looks
    from ..look.assets import languages
    from ..look.wording import Wording

    found: list[dict[str, Any]] = []
    for name in definitions.names():
        titles = {}
        for lang in languages():
            look = looks.load(lang)
            form = definitions.load(name, look)
            wording = Wording(form, look)
            titles[lang] = {"title": wording.title, "sheet": wording.sheet}
        found.append(
            {
                "name": name,
                "version": form.version,
                "pages": len(form.panels()),
                "languages": titles,
            }
        )
    if as_json:
        click.echo(dump(found), nl=False)
        return
    for entry in found:
        click.echo(f"{entry['name']}  (version {entry['version']}, {entry['pages']} pages)")
        for lang, words in entry["languages"].items():
            click.echo(f"    {lang}  {words['title']} · {words['sheet']}")


@main.verb(
    "mlmp-print blank visual-plan -o plan.pdf",
    "mlmp-print blank visual-plan --lang en --size a3 --ink gray -o plan-a3.pdf",
)
@click.argument("form", nargs=-1, required=True)
@output_option
@force_option
@look_options
def blank(form: tuple[str, ...], output: Path | None, force: bool, **look: Any) -> None:
    """Write an empty form as a PDF; several forms go into the folder PATH."""
    from .. import api as verbs

    if len(form) == 1:
        deliver(verbs.blank(form[0], **look), output, force=force)
        return
    if output is None or output == STDIN:
        raise click.UsageError("Several forms need a folder: name it with -o.")
    from .. import files

    made = verbs.templates(form, **look)
    files.write_all(
        output,
        {f"{each.form.name}-{each.look.lang}-{each.size}.pdf": each.fill({}).pdf for each in made},
        force=force,
    )


@main.verb(
    "mlmp-print fill visual-plan peter.json -o peter.pdf",
    "mlmp-print fill visual-plan new.json --onto peter.pdf -o peter-2.pdf",
)
@click.argument("form")
@click.argument("answers", type=click.Path(path_type=Path), required=False)
@output_option
@force_option
@click.option(
    "--from",
    "older",
    type=click.Path(path_type=Path),
    metavar="PDF",
    help="Start from a filled sheet, of another form too; ANSWERS win over it.",
)
@click.option(
    "--onto",
    type=click.Path(path_type=Path),
    metavar="PDF",
    help="Change a filled sheet: what ANSWERS leave out is kept, null empties.",
)
@click.option(
    "--from-password-file",
    "older_password",
    type=click.Path(path_type=Path),
    help="The file whose first line is that sheet's password.",
)
@click.option(
    "--lock",
    is_flag=True,
    help="Make the archive copy: PDF/A-3a, read-only, with the answers attached as JSON.",
)
@click.option(
    "--encrypt",
    is_flag=True,
    help="Encrypt the file (AES-256) with a password, which is asked for twice.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="Encrypt the file with the password on the first line of this one.",
)
@look_options
def fill(
    form: str,
    answers: Path | None,
    output: Path | None,
    force: bool,
    older: Path | None,
    onto: Path | None,
    older_password: Path | None,
    lock: bool,
    encrypt: bool,
    password_file: Path | None,
    **look: Any,
) -> None:
    """Fill a form with ANSWERS from a JSON file (or stdin), or from an older sheet.

    With --onto, the sheet is drawn as it was, unless an option says otherwise; the result is a new file, neither locked nor encrypted
    unless asked for.
    """
    from .. import api as verbs

    source = onto or older
    if older and onto:
        raise click.UsageError("--from starts a new sheet, --onto changes one: give one of them.")
    if older_password and not source:
        raise click.UsageError("--from-password-file belongs to --from or --onto.")
    if lock and (encrypt or password_file):
        raise click.UsageError(
            "--lock makes PDF/A, which may not be encrypted: lock the copy for the archive, encrypt another for sending."
        )
    if encrypt and not password_file and not sys.stdin.isatty():
        raise click.UsageError(NO_TERMINAL)
    answers = answers or (None if source else STDIN)
    inputs = [path for path in (answers, source, older_password, password_file) if path]
    if inputs.count(STDIN) > 1:
        raise click.UsageError(
            "Only one of ANSWERS, --from, --onto and the password files can be stdin."
        )
    if answers == STDIN and sys.stdin.isatty():
        raise click.UsageError("Name the file with the answers, or pipe them in.")
    folder = answers.parent if answers else Path()
    found = (
        opened(source, first_line(older_password) if older_password else None) if source else None
    )
    said: list[object] = list(found.notes) if found else []
    if found and onto:
        context = click.get_current_context()
        asked = {
            name: value
            for name, value in look.items()
            if context.get_parameter_source(name) is not ParameterSource.DEFAULT
        }
        filled = verbs.change(form, found, parsed(answers), folder, lock=lock, **asked)
    else:
        template, given = verbs.template(form, **look), parsed(answers)
        if found:
            carried = template.carry(found, given)
            given, said = carried.answers, [*said, *carried.notes]
        filled = template.fill(given, folder, lock=lock)
    notes: list[object] = [f"{source}: {note}" for note in said]
    pdf = encrypted(filled.pdf, password_file) if encrypt or password_file else filled.pdf
    deliver(pdf, output, inputs=inputs, force=force)
    if older_password and pdf is filled.pdf:
        notes.append(
            f"{source}: a password opened it, the new file needs none: --encrypt gives it one"
        )
    for note in [*notes, *map(with_remedy, filled.notes)]:
        tell(f"Note: {note}")


def parsed(path: Path | None) -> Any:
    """The answers in a JSON file, or on stdin; None without one. Raises AnswersError."""
    from ..model import answers

    return (
        None
        if path is None
        else answers.parse(
            content(path, AnswersError), where="stdin" if path == STDIN else str(path)
        )
    )


def encrypted(pdf: bytes, password_file: Path | None) -> bytes:
    """The PDF encrypted with the password in a file, else with one that is asked for on the terminal."""
    from .. import api as verbs

    password = new_password(password_file)
    try:
        return verbs.encrypt(pdf, password)
    except UsageError as error:
        if password_file:
            raise error.about(str(password_file)) from None
        raise


def new_password(path: Path | None) -> str:
    """The first line of a password file; without one, the answer on the terminal to being asked twice."""
    try:
        if path is None:
            asked: str = click.prompt(
                "Password for the PDF",
                hide_input=True,
                confirmation_prompt="The same again",
                err=True,
            )
            return asked
    except click.Abort:
        raise KeyboardInterrupt from None
    return first_line(path)


def first_line(path: Path) -> str:
    """The password in a file, the same for writing and reading: its first line, without a byte order mark. Raises UsageError."""
    try:
        return content(path, UsageError).decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8. Save it again as UTF-8.") from None


def opened(path: Path, password: str | None) -> Read:
    """The answers in a PDF that `fill` starts from. An error names the file."""
    from ..reader.sheet import read as read_sheet

    try:
        return read_sheet(content(path, PdfError), password=password)
    except (PdfError, EncryptedError) as error:
        if str(error).startswith(f"{path}:"):
            raise
        code = "needs-password:source" if error.code == "needs-password" else ""
        raise error.about(str(path), code=code) from None


@main.verb(
    "mlmp-print batch visual-plan export.csv -o plans",
    "mlmp-print batch preparation-sheet,visual-plan names.csv --print course.pdf --duplex --spare 2",
)
@click.argument("form", metavar="FORM[,FORM...]")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write a PDF for each person and form.",
)
@click.option(
    "--print",
    "print_job",
    type=click.Path(path_type=Path),
    metavar="JOB.pdf",
    help="Write one flat PDF for the printer: a list, then everyone.",
)
@click.option(
    "--duplex",
    is_flag=True,
    help="In the print job, each form begins on a sheet of paper of its own.",
)
@click.option(
    "--copies",
    default=1,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Copies of each set in the print job.",
)
@click.option(
    "--spare",
    default=0,
    show_default=True,
    type=click.IntRange(0, 1000),
    help="Sets without a name after those of each course.",
)
@click.option(
    "--collate",
    default="person",
    show_default=True,
    type=click.Choice(["person", "form"]),
    help="What lies together in the print job.",
)
@click.option(
    "--sheet-ids",
    type=click.Path(path_type=Path),
    metavar="REGISTER.csv",
    help="Give everyone's sheets an id, and write down whose it is.",
)
@click.option(
    "--columns",
    type=click.Path(path_type=Path),
    metavar="MAP.toml",
    help="Which column is which question, where the headings do not say it.",
)
@click.option(
    "--filename",
    default="",
    show_default="{id}, or {id}-{form}",
    help="Names of the files, of {id} (else the row number), {row} and {form}.",
)
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes."
)
@click.option(
    "--lock",
    is_flag=True,
    help="Make archive copies: PDF/A-3a, read-only, with the answers attached as JSON.",
)
@click.option(
    "--encrypt",
    is_flag=True,
    help="Encrypt the files (AES-256) with one password, which is asked for twice.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="Encrypt the files with the password on the first line of this one.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Show which column is which question, and every error; write nothing.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Make what is missing; leave what is whole, and what somebody has changed since.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Write every error and note: row, column, path, message.",
)
@force_option
@look_options
def batch(
    form: str,
    table: Path,
    output: Path | None,
    columns: Path | None,
    encrypt: bool,
    password_file: Path | None,
    **given: Any,
) -> None:
    """Fill a form, or several, for everyone in TABLE (CSV, XLSX, ODS, XLS, JSON, JSONL). The rows that cannot be used go into failed-rows.csv.

    The map may name a column of courses, each of which gets a list of its own, and one of passwords.
    """
    from ..batches.job import Batch
    from ..look.look import DrawOptions
    from ..printing.job import PrintLayout

    dry_run, print_job = given["dry_run"], given["print_job"]
    names = [name.strip() for name in form.split(",") if name.strip()]
    if not names:
        raise click.UsageError("Name a form; the command forms lists them.")
    _only_files(
        table,
        {
            "-o": output,
            "--print": print_job,
            "--sheet-ids": given["sheet_ids"],
            "--report": given["report"],
        },
    )
    if dry_run and given["report"]:
        raise click.UsageError(
            "A dry run writes nothing, and shows every error: leave --report out."
        )
    if encrypt and not password_file and not dry_run and not sys.stdin.isatty():
        raise click.UsageError(NO_TERMINAL)
    if output is None and print_job is None and not dry_run:
        raise click.UsageError(
            "Name the folder to write into with -o, or the print job with --print, or look first with --dry-run."
        )
    laying = PrintLayout(
        given.pop("duplex"), given.pop("copies"), given.pop("collate") == "form", given.pop("spare")
    )
    if not print_job and laying != PrintLayout():
        raise click.UsageError("--duplex, --copies, --spare and --collate belong to --print.")
    if (encrypt or password_file) and not output and not dry_run:
        raise click.UsageError(
            "A print job is never encrypted: name the folder for encrypted files with -o."
        )
    found = Batch.of(
        names, table, columns, **{name: given.pop(name) for name in DrawOptions.__annotations__}
    )
    found.inputs += (password_file,) if password_file else ()
    password = new_password(password_file) if (encrypt or password_file) and not dry_run else None
    if dry_run:
        click.echo("\n".join(found.matching.lines()))
    with ProgressBar("Filling") as bar:
        outcome = found.run(output, laying=laying, password=password, progress=bar, **given)
    first("Note: {}", outcome.notes, outcome.note_count)
    first("{}", outcome.troubles, outcome.trouble_count)
    tell(outcome.told(dry_run=dry_run))
    if outcome.failed:
        click.get_current_context().exit(PARTIAL if outcome.people else AnswersError.exit_code)


def _only_files(table: Path, written: Mapping[str, Path | None]) -> None:
    """Refuse stdin and stdout where a batch needs files."""
    if table == STDIN:
        raise click.UsageError("A table is a file, not stdin: it is read twice.")
    for option, path in written.items():
        if path == STDIN:
            raise click.UsageError(
                f"{option} is not written to stdout: name a {'folder' if option == '-o' else 'file'}."
            )


@main.verb(
    "mlmp-print read peter.pdf --pictures . -o peter.json",
    "mlmp-print read returned -o answers.csv --report left-out.csv",
)
@click.argument("paths", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_option
@force_option
@click.option(
    "--format",
    "layout",
    type=click.Choice(["json", "jsonl", "csv", "xlsx"]),
    help="Answers, or a line or row a file.  [default: as -o ends]",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="The file whose first line is the password of those that are encrypted.",
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the pictures into this folder, beside the answers or below them.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Compare the fields with what all pages show and a locked copy has attached; exit code 3 if they differ.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Write what was left out and why, and the notes.",
)
def read(
    paths: tuple[Path, ...],
    output: Path | None,
    force: bool,
    password_file: Path | None,
    **how: Any,
) -> None:
    """Read the answers out of filled PDFs: files, folders with all in them, or patterns such as "back/*.pdf".

    The fields are what counts, whatever the page shows. A file that cannot be read does not stop the others.
    """
    from ..sandbox import sandbox

    if password_file == STDIN in paths:
        raise click.UsageError("Only one of PDF and --password-file can be stdin.")
    sandbox.start("mlmp_print.reader.sheet:read_packed")  # while the rest is imported
    from ..reader.many import find
    from .read_output import AnswerWriter, layout_for

    places = find(paths)
    several = len(places) > 1 or places[0].file != paths[0]
    layout = layout_for(how.pop("layout"), output, several=several)
    password = first_line(password_file) if password_file else None
    inputs = [*(place.file for place in places), *([password_file] if password_file else [])]
    made = AnswerWriter(layout, output, inputs, several=several, force=force, **how)
    with ProgressBar("Reading") as bar:
        made.all(places, password, bar)
    for note in made.left_out:
        tell(note)
    first("Note: {}", made.notes, made.note_count)
    if any(
        place.file not in paths for place in places
    ):  # else the files were counted by who named them
        tell(f"{made.count} read, {len(made.left_out)} left out.")
    click.get_current_context().exit(made.exit_code)


@main.verb("mlmp-print schema visual-plan", "mlmp-print schema visual-plan --columns -o table.csv")
@click.argument("form")
@click.option("--example", is_flag=True, help="Example answers instead, ready for fill.")
@click.option(
    "--columns",
    is_flag=True,
    help="An empty table (CSV, or XLSX if -o ends so) with the column headings instead.",
)
@output_option
@force_option
@click.option(
    "--lang",
    default="da",
    show_default=True,
    metavar="LANG",
    help="Language of titles, examples and headings.",
)
def schema(
    form: str, example: bool, columns: bool, output: Path | None, force: bool, lang: str
) -> None:
    """Print the JSON Schema of a form's answers."""
    from ..definitions import load as definitions
    from ..look import look as looks
    from ..look.wording import Wording
    from ..model.schema import json_schema

    if example and columns:
        raise click.UsageError("--example or --columns, not both.")
    look = looks.load(lang)
    found = definitions.load(form, look)
    wording = Wording(found, look)
    if columns:
        from ..tables import write as tableout

        headings = [*definitions.columns(found, wording).values()]
        if output and output.suffix.lower() == ".xlsx":
            deliver(tableout.xlsx_table(headings, ()), output, force=force)
        else:
            deliver(
                b"".join(tableout.csv_table(headings, (), mark=output not in (None, STDIN))),
                output,
                force=force,
                binary=False,
            )
    else:
        asked = (
            definitions.example(found, wording)
            if example
            else json_schema(found, wording.full_title)
        )
        deliver(dump(asked), output, force=force, binary=False)


@main.verb(
    "mlmp-print preview peter.pdf -o peter.png",
    "mlmp-print preview peter.pdf --page 2 --dpi 150 -o goals.png",
)
@click.argument("pdf", type=click.Path(path_type=Path))
@output_option
@force_option
@click.option(
    "--page", default=1, show_default=True, type=click.IntRange(min=1), help="Which page."
)
@click.option(
    "--dpi", default=96, show_default=True, type=click.IntRange(18, 600), help="Dots per inch."
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="The file whose first line is the PDF's password.",
)
def preview(
    pdf: Path, output: Path | None, force: bool, page: int, dpi: int, password_file: Path | None
) -> None:
    """Draw a page of a PDF as a PNG, with its fields as a viewer shows them."""
    from ..pdf.preview import png

    if pdf == STDIN == password_file:
        raise click.UsageError("Only one of PDF and --password-file can be stdin.")
    data = content(pdf, PdfError)
    try:
        picture = png(data, page, dpi, first_line(password_file) if password_file else None)
    except (PdfError, EncryptedError, UsageError) as error:
        raise error.about(str(pdf)) from None
    deliver(picture, output, inputs=[pdf, *([password_file] if password_file else [])], force=force)


@main.verb(
    "mlmp-print kit -o kit", "mlmp-print kit visual-plan our-form.toml --look look.toml -o kit"
)
@click.argument("form", nargs=-1)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write; open its index.html.",
)
@force_option
@click.option("--lang", default="", metavar="LANG", help="Only in this language.")
@click.option("--size", default="", metavar="a4|a3", help="Only in this size.")
@print_options
def kit(form: tuple[str, ...], output: Path, force: bool, **look: Any) -> None:
    """Write every form, or those named, in every language and size, with a page to pick them by their pictures.

    A setting goes to every form that has it.
    """
    from .. import files
    from ..kit import kit as kits

    plan = kits.plan(form, **look)
    with click.progressbar(
        length=plan.sheets, label="Drawing", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        contents = plan.build(lambda: bar.update(1))
    files.write_all(output, contents, force=force, mode=0o666)
    tell(f"Open {output / 'index.html'} in a browser.")


def run() -> NoReturn:
    """The console script."""
    end_in_order()
    main(prog_name="mlmp-print")
    sys.exit(0)
