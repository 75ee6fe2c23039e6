internal import Model

// The parts of the reference page that no declaration of a field holds.
extension LanguageReference {
  static let introduction = """
    # The model language

    Made from the declarations of the fields in `Sources/Model/Kinds`; a test holds it fresh. The rules that
    a model is judged by are in [diagnostics.md](diagnostics.md).

    A model is a folder with a `dsgen.yaml` at its root, which holds the Ecosystem document. Every `*.yaml`
    and `*.yml` below it belongs to the model, except hidden files and folders, folders that dsgen wrote, and
    what the Ecosystem's `ignore:` names. A file holds one or more documents, separated by `---`; each starts
    with `kind:`. How documents are spread over files, and in which order the files are read, changes
    nothing.

    It is YAML 1.2 without anchors, aliases, `<<` and tags. Every field has one declared type and text is
    never guessed: `no`, `1e3`, `12:30` are text where text is wanted, and a boolean is a plain `true` or
    `false`. A key that is written twice, an unknown field and an empty value are errors.

    Inside `{ }` a comma ends a value: write `{ total: "decimal(18,2)" }` with quotes, or one column a line.

    """

  static let scalars = """
    ## Scalars

    | name | form |
    |---|---|
    | identifier | a letter, then letters, digits, `_`; at most 128. Datastores, datasets, columns, shapes, workspaces, groups |
    | label | a letter, then letters, digits, `_`, `-`; at most 63. Zones, teams, vendors, locations, platforms, containers, credentials |
    | duration | a number and `s`, `m`, `h`, `d` or `y`: `30s`, `5m`, `12h`, `30d`, `7y` |
    | size | a number and `Ki`, `Mi`, `Gi`, `Ti` or `Pi`: `512Mi`, `100Gi`; `100G` is read as `100Gi` |
    | cron | five fields: minute, hour, day of the month, month, day of the week (0 to 7). Each is `*`, a number, `a-b`, `*/n`, `a-b/n`, or a list of these. No names, no `@daily`, no `?`, `L`, `W`, `#` |
    | date | `2026-12-31` |
    | repository | `owner/name@branch`, elsewhere than on GitHub `host/owner/name@branch` |

    Case is kept. Two names that differ only in case are an error, for labels also two that differ only in `_`
    and `-`. Names that are SQL keywords are a warning; those that dsgen itself uses are refused:
    workspaces `staging`, `merge`, `dsgen`, `dsgen_trash`, `public`, `information_schema`, `pg_…`; columns
    `dp_in`, `dp_out`, `__…`; containers `platform`; merge databases `terraform`, `airflow`, `postgres`,
    `template0`, `template1`.

    ## References

    | to a | written |
    |---|---|
    | zone, vendor, platform, datastore, workspace, shape, waiver | its name |
    | team | `zone/team` |
    | dataset | `store.dataset` |
    | column | its name, inside its dataset or shape; elsewhere `store.dataset.column` |
    | group | `workspace.group` |
    | container, credential | `zone/team.name`, inside its own team `name` alone; a platform's own credentials by their name |
    | location | `vendor:part/part`; a location stands for everything below it |

    A container of another team may be used if it says `shared: true` or lists the team. A credential of another
    team may be used only to open a container that this team shares.

    """

  static var types: String {
    """
    ## Column types

    In SQL's spelling, in any case: `name: bigint primary key`, `name: varchar(20) not null`. `primary key`
    implies `not null`; a column is nullable unless it says otherwise.

    | type | on PostgreSQL |
    |---|---|
    \(rows.map { "| `\($0.0)` | \($0.1) |\n" }.joined())
    How a type travels, and what is lost on the way: [types](types.md). What PostgreSQL cannot hold is an
    error when the model changes: see [type-not-representable](diagnostics/type-not-representable.md).
    Also understood: `bool`, `int`, `numeric(p,s)`, `float` (double), `float32`, `float64`, `string` and `text`
    (varchar), `timestamptz`.

    A dataset's `classification` holds for all its columns; a column that says its own replaces it. A shape gives
    columns, key, partition and classification; a dataset may add, never alter.

    """
  }

  private static let rows = [
    ("boolean", "boolean"), ("tinyint", "smallint"), ("smallint", "smallint"),
    ("integer", "integer"), ("bigint", "bigint"), ("float16", "real"), ("real", "real"),
    ("double", "double precision"), ("float128", "refused"), ("float256", "refused"),
    ("fp8_e4m3", "refused, and so `fp8_e5m2`, `fp6_…`, `fp4_…`, `mxfp…`"),
    ("decimal(p,s)", "numeric(p,s)"), ("date", "date"), ("time", "time"),
    ("timestamp", "timestamp, without zone, in UTC"),
    ("timestamp with time zone", "timestamptz"), ("interval", "interval"),
    ("varchar(n)", "varchar(n); `varchar` alone: text without a limit"),
    ("char(n)", "char(n); `char` alone: one character"), ("nvarchar(n)", "as varchar"),
    ("nchar(n)", "as char"), ("uuid", "uuid"), ("binary(n)", "bytea"),
    ("variant(n)", "semi-structured data, as jsonb"),
    ("array<T>", "T[]; arrays of arrays are refused"), ("map<K, V>", "refused"),
    ("struct<a integer, b varchar(20)>", "refused"), ("vector(n)", "refused: needs pgvector"),
    ("geography(kind, srid)", "refused: needs PostGIS"),
  ]

  static let homeless = """
    ## What has no place in the language, and why

    The language covers what earlier declarations of such estates in Python held. What it leaves out:

    | attribute | why it is not here |
    |---|---|
    | Where in the source an object was made | Every field has its place, always; it is never written. |
    | A schema as Avro's JSON text | Columns say the same, and can be compared; `encoding: avro` says how records travel. |
    | Signed and unsigned integers of any size, floats of any layout | The named types cover what databases and file formats have. |
    | The longest array | No target enforces it. |
    | Time zones of timestamps | `timestamp` is UTC, `timestamp with time zone` carries its own. |
    | Table names by dataset, apart from the datasets | `source: { schema, table }` stands in the dataset. |
    | Names of triggers, triggers from outside | `schedule:` is the trigger; a transformer without one runs when its inputs have arrived. |
    | Connection pools of containers | dsgen's connectors and jobs settle them themselves, and are counted against `connections`. |
    | Schema, role and region of a Snowflake account | Nothing is read from or written to Snowflake in version 1. |
    | The group of a Kafka consumer | Each connector has its own, by its name. |
    | How a platform's credentials are stored | Kubernetes Secrets only; `secret:` names an existing one. |
    | The platform as a wish of a group, or fixed by it | Assignments alone decide, and are judged; `needs:` says what the group needs. |
    | Pipelines that others run, marked for governance | Not served by a platform, so nothing could be checked against what runs. |
    | The production status and deprecation of an assignment | They follow from the group's workspace and the platform's environment. |
    | Code of transformers as a repository with a version | An `image` is built by a pipeline of its own, and is what runs. |
    | Hints for resources of single jobs | Requests and limits are the same for all jobs of a kind. |
    | How platforms are laid out over databases, by named layouts | `postgres`, `kafka` and `airflow` say it one by one, each with `external:`. |
    | A cache of the model's repository | The volume `artifacts` holds one clone. |
    | How many batches stay in staging | `staging: { keep: 90d }` says it in time. |
    | Storage policies with programs of their own | `policies.storage` names the container types; a model holds no code. |
    | Classifications with names of their own | The closed set is what policies can be checked against; `tags` are free. |
    | A dataset's classification and its columns' exclude each other | Here a column's own replaces the dataset's. |
    | Security modules | Grants follow from groups; there is nothing to choose. |

    """
}
