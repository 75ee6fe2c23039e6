import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * A source connector and its sinks, with no Kafka between them: the real Debezium captures a
 * database, the source's transforms and converter make bytes of each record as for a topic, and
 * {@link Sink} reads those bytes and writes the staging tables.
 *
 * <p>The first line of standard input is {@code {"jdbc": url, "source": config, "sinks": [config]}};
 * it runs until standard input ends. When a transaction and all before it are in staging, its number
 * is written to standard output, on a line of its own.
 */
public final class Capture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Converter converter;
  private final Map<String, Sink> sinks = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final Connection database;

  private Capture(JsonNode input) throws Exception {
    converter = Sink.converter(input.get("source"));
    database = DriverManager.getConnection(input.get("jdbc").asText());
    database.setAutoCommit(false);
    for (JsonNode config : input.get("sinks")) {
      Sink sink = new Sink(config, database);
      for (String topic : config.get("topics").asText().split(",")) {
        sinks.put(topic, sink);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    JsonNode input = JSON.readTree(readLine());
    Capture capture = new Capture(input);
    Properties properties = new Properties();
    input.get("source").properties().forEach(field -> {
      // The engine hands its records on as they are; the converters are applied below.
      if (!field.getKey().matches("(key|value|header)\\.converter.*")) {
        properties.put(field.getKey(), field.getValue().asText());
      }
    });
    var engine = DebeziumEngine.create(Connect.class)
        .using(properties)
        .using((success, message, error) -> {
          System.err.println("the source has ended: " + message);
          if (error != null) {
            error.printStackTrace();
          }
          Runtime.getRuntime().halt(success ? 0 : 1);
        })
        .notifying(capture::write)
        .build();
    new Thread(engine).start();
    while (System.in.read() >= 0) {
      // Until its end.
    }
    engine.close();
  }

  private static byte[] readLine() throws Exception {
    var line = new ByteArrayOutputStream();
    for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }

  /** One batch: into staging, and only then said to be done, so that a kill repeats it. */
  private void write(
      List<ChangeEvent<SourceRecord, SourceRecord>> batch,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    try {
      StringBuilder ended = new StringBuilder();
      for (var event : batch) {
        SourceRecord record = event.value();
        byte[] bytes = converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
        Sink sink = sinks.get(record.topic());
        if (sink != null && bytes != null) {
          if (!offsets.containsKey(record.topic())) {
            offsets.put(record.topic(), sink.end(record.topic()));
          }
          sink.write(record.topic(), offsets.merge(record.topic(), 1L, Long::sum) - 1, bytes);
        }
        if (record.value() instanceof Struct value && value.schema().field("event_count") != null
            && value.get("status").equals("END")) {
          ended.append(value.getString("id").split(":")[0]).append('\n');
        }
        committer.markProcessed(event);
      }
      database.commit();
      committer.markBatchFinished();
      System.out.write(ended.toString().getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    } catch (Exception error) {
      error.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
