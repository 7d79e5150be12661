"""Every limit of the package in one place.

Those on life themes are what a wheel has room for. Every other limit is at least five times what
real plans need. SECURITY.md lists them; a test holds the two together.
"""

TEXT_LETTERS = 20_000  # one answer: about seven full pages
JSON_BYTES = 16 * 2**20
PDF_BYTES = 64 * 2**20
PDF_FIELDS = 20_000
PDF_DEPTH = 64  # of the field tree
PDF_NAME_LETTERS = 4_096  # of a full field name
PDF_VALUE_BYTES = 2**20
PDF_FORM_LETTERS = 255  # of the form's name in a PDF, which may be a file's name
PDF_VERSION = 1_000_000  # of the form in a PDF
PDF_QUESTIONS = 2_000  # of the form in a PDF; the entries of a list have the same questions
PDF_ANSWERS = 1_500  # of one PDF in a table, so that one file leaves columns for the others
PDF_STREAM_BYTES = 64 * 2**20  # decoded
PDF_SECONDS = 5  # to read or draw one
PDF_MEMORY = 512 * 2**20  # above what the process that reads it has at its start
PDF_WORKER_SECONDS = 60  # for that process to start, on a machine that is busy
PDF_WORKER_BYTES = 256 * 2**20  # of one message to or from it
PDF_BESIDE = 1_000  # annotations and attachments of a PDF that are listed; the rest are counted
PDF_BESIDE_LETTERS = 2**20  # of all of these together
PDF_CONTENT_BYTES = 16 * 2**20  # of its pages, decoded, that are compared with what we drew
PDF_CROPS = 100  # pictures of what stands beside its fields
PDF_CHECK_SECONDS = 2  # to compare its pages with its fields
EXPORT_PARTS = 200_000  # of an FDF or XFDF: values, brackets, elements, attributes
PICTURE_BYTES = 20 * 2**20
PICTURE_PIXELS = 40_000_000
PICTURE_PAGE_PIXELS = 2_000_000  # of a PNG in the page, where Python itself decodes it
PICTURE_SCANS = 100  # of a JPEG: a progressive one has ten, and each goes over all of its pixels
PICTURE_PARTS = 10_000  # chunks of a PNG, segments of a JPEG; a real one of PICTURE_BYTES has 2,500
QUESTION_PICTURES = 2_000  # files in the folder of a look; our forms have 300 questions
PREVIEW_DPI_LEAST = 18  # dots per inch of a preview
PREVIEW_DPI_MOST = 600
PREVIEW_PIXELS = 40_000_000  # 7 bytes each; A4 at 600 dpi is 35 million, A3 at 450 is 39
EACH_MOST = 60  # questions that one with `each` in a form's definition stands for
FORM_NUMBER = 1_000  # any number in a form's definition: entries, lines, millimetres
TOML_BYTES = 2**20  # a form, a look, a map of columns
FAULTS_SHOWN = 50  # the rest are counted
FAULTS_TRIED = 10_000  # kept where neither a report nor a table of failed rows is written
TABLE_BYTES = 256 * 2**20  # a spreadsheet, unpacked; a table in an open file, which is in memory
TABLE_COLUMNS = 2_000
TABLE_HEADING_SEARCH = 20  # rows with something in them among which the headings are looked for
TABLE_HEADING_ROW = 1_000  # the last row in which they may be said to stand
TABLE_SHEETS = 250  # of a spreadsheet
TABLE_CELLS = 4_000_000  # of a spreadsheet, empty ones included; of rows that a program gives
TABLE_LOST_RESULTS = 100_000  # formulas without a result, of a spreadsheet
TABLE_MEMORY = 2**29  # bytes in which a spreadsheet must open
TABLE_SECONDS = 5  # in which it must open
TABLE_CELL_LETTERS = 131_072  # of a cell in a CSV
TABLE_ROW_LETTERS = 4 * 2**20  # of a row in a CSV
TABLE_DEPTH = 8  # of a JSON record
REGISTER_BYTES = 16 * 2**20  # a register of sheet ids that answers are joined with
REGISTER_CELL_LETTERS = 2_000  # of a cell in it
BATCH_JOBS = 64  # processes of one batch, or files that are read at the same time
PRINT_COPIES = 100  # of each set in a print job
SPARE_SETS = 1_000  # sets without a name, of each course in a print job
THEMES_LEAST = 4
THEMES_MOST = 12
