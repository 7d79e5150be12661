"""Every limit of the kit in one place. Each is at least five times what any real plan was seen to need."""

TEXT_LETTERS = 20_000  # one answer: about seven full pages
JSON_BYTES = 16 * 2**20
PDF_BYTES = 64 * 2**20
PDF_FIELDS = 20_000
PDF_DEPTH = 64  # of the field tree
PDF_NAME_LETTERS = 4_096  # of a full field name
PDF_VALUE_BYTES = 2**20
PDF_STREAM_BYTES = 64 * 2**20  # decoded
PDF_SECONDS = 5  # to read or draw one
PDF_MEMORY = 512 * 2**20  # above what the process that reads it has at its start
PDF_WORKER_SECONDS = 60  # for that process to start, on a machine that is busy
PDF_WORKER_BYTES = 256 * 2**20  # of one message to or from it
PICTURE_BYTES = 20 * 2**20
PICTURE_PIXELS = 40_000_000
PREVIEW_PIXELS = 100_000_000  # A3 at 600 dpi is 70 million
FORM_NUMBER = 1_000  # any number in a form's definition: entries, lines, millimetres
TOML_BYTES = 2**20  # a form, a look, a map of columns
FAULTS_SHOWN = 50  # the rest are counted
TABLE_BYTES = 256 * 2**20  # a spreadsheet, unpacked; CSV and JSONL are streamed and have no limit
TABLE_COLUMNS = 2_000
TABLE_CELLS = 4_000_000  # of a spreadsheet, empty ones among them
TABLE_MEMORY = 2**29  # bytes in which a spreadsheet must open
TABLE_SECONDS = 5  # in which it must
TABLE_CELL_LETTERS = 131_072  # of a cell in a CSV
TABLE_ROW_LETTERS = 4 * 2**20  # of a row in a CSV
TABLE_DEPTH = 8  # of a JSON record
