import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * What Debezium's JDBC sink does with a record, by the sink's own configuration: its converter, its
 * transforms, its list of fields, an upsert by the record's coordinates.
 *
 * <p>Each value is bound by PostgreSQL's JDBC driver with the type that the sink binds for the
 * field's schema, so the server refuses a text for a number as it refuses it in production. A schema
 * without a known binding is an error.
 */
final class Sink {
  private static final String COORDINATES =
      "\"__connect_topic\", \"__connect_partition\", \"__connect_offset\"";
  private final Connection database;
  private final Converter converter;
  private final List<Transform.Step> chain;
  private final Set<String> included;
  private final String format;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Sink(JsonNode config, Connection database) throws Exception {
    this.database = database;
    converter = converter(config);
    chain = Transform.chain(config);
    included = Set.of(config.get("field.include.list").asText().split(","));
    format = config.get("collection.name.format").asText();
  }

  /** The converter of values that a connector's configuration names. */
  static Converter converter(JsonNode config) throws Exception {
    Map<String, String> own = Transform.below(config, "value.converter.");
    Converter made = (Converter) Class.forName(config.get("value.converter").asText())
        .getDeclaredConstructor().newInstance();
    made.configure(own, false);
    return made;
  }

  /** The offset of a topic's next record: Kafka would know it, here staging does. */
  long end(String topic) throws SQLException {
    String table = table(new SinkRecord(topic, 0, null, null, null, null, 0));
    try (PreparedStatement asked = database.prepareStatement(
        "select coalesce(max(__connect_offset) + 1, 0) from " + table + " where __connect_topic = ?")) {
      asked.setString(1, topic);
      var answer = asked.executeQuery();
      answer.next();
      return answer.getLong(1);
    }
  }

  void write(String topic, long offset, byte[] bytes) throws SQLException {
    var read = converter.toConnectData(topic, bytes);
    SinkRecord record = new SinkRecord(topic, 0, null, null, read.schema(), read.value(), offset);
    for (Transform.Step step : chain) {
      record = step.apply(record);
      if (record == null || record.value() == null) {
        return;
      }
    }
    Struct value = (Struct) record.value();
    List<Field> fields = new ArrayList<>(record.valueSchema().fields());
    fields.removeIf(field -> !included.contains(field.name()));
    PreparedStatement statement = statement(table(record), fields);
    int position = 0;
    for (Field field : fields) {
      // An absent value is null, whatever the schema's default.
      bind(statement, ++position, field, value.getWithoutDefault(field.name()));
    }
    statement.setString(++position, topic);
    statement.setInt(++position, 0);
    statement.setLong(++position, offset);
    statement.executeUpdate();
  }

  private String table(SinkRecord record) {
    String[] parts = format.replace("${topic}", record.topic().replace('.', '_')).split("\\.", 2);
    return "\"" + parts[0] + "\".\"" + parts[1] + "\"";
  }

  private PreparedStatement statement(String table, List<Field> fields) throws SQLException {
    List<String> names = fields.stream().map(field -> '"' + field.name() + '"').toList();
    String text = "insert into " + table + " (" + String.join(", ", names) + ", " + COORDINATES
        + ") values (" + "?, ".repeat(names.size()) + "?, ?, ?) on conflict (" + COORDINATES
        + ") do update set "
        + String.join(", ", names.stream().map(name -> name + " = excluded." + name).toList());
    PreparedStatement known = statements.get(text);
    if (known == null) {
      known = database.prepareStatement(text);
      statements.put(text, known);
    }
    return known;
  }

  private static void bind(PreparedStatement statement, int position, Field field, Object value)
      throws SQLException {
    Object bound = value == null ? null : plain(field, value);
    statement.setObject(position, bound, type(field).getVendorTypeNumber());
  }

  private static JDBCType type(Field field) {
    String name = field.schema().name();
    return switch (name == null ? field.schema().type().name() : name) {
      case "BOOLEAN" -> JDBCType.BOOLEAN;
      case "INT8", "INT16" -> JDBCType.SMALLINT;
      case "INT32" -> JDBCType.INTEGER;
      case "INT64" -> JDBCType.BIGINT;
      case "FLOAT32" -> JDBCType.REAL;
      case "FLOAT64" -> JDBCType.DOUBLE;
      case "STRING", "io.debezium.data.Enum" -> JDBCType.VARCHAR;
      case "BYTES" -> JDBCType.BINARY;
      case "org.apache.kafka.connect.data.Decimal" -> JDBCType.NUMERIC;
      case "io.debezium.time.Date" -> JDBCType.DATE;
      case "io.debezium.time.MicroTime" -> JDBCType.TIME;
      case "io.debezium.time.Timestamp", "io.debezium.time.MicroTimestamp" -> JDBCType.TIMESTAMP;
      case "io.debezium.time.ZonedTimestamp" -> JDBCType.TIMESTAMP_WITH_TIMEZONE;
      default -> throw new IllegalArgumentException(
          "no binding is known for field " + field.name() + " of schema " + name);
    };
  }

  private static Object plain(Field field, Object value) {
    String name = field.schema().name();
    if (name == null) {
      return value instanceof ByteBuffer buffer ? bytes(buffer) : value;
    }
    return switch (name) {
      case "org.apache.kafka.connect.data.Decimal" -> (BigDecimal) value;
      case "io.debezium.time.Date" -> LocalDate.ofEpochDay((Integer) value);
      case "io.debezium.time.MicroTime" -> LocalTime.ofNanoOfDay((Long) value * 1_000);
      case "io.debezium.time.Timestamp" -> at((Long) value * 1_000);
      case "io.debezium.time.MicroTimestamp" -> at((Long) value);
      case "io.debezium.time.ZonedTimestamp" -> OffsetDateTime.parse((String) value);
      default -> value;
    };
  }

  private static LocalDateTime at(long micros) {
    Instant moment = Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000);
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] out = new byte[buffer.remaining()];
    buffer.duplicate().get(out);
    return out;
  }
}
