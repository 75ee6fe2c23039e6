import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Sends records through a connector's own chain of transforms, with Kafka's real classes.
 *
 * <p>Standard input is one JSON array of {@code {"config": {…}, "topic": "t", "fields": ["a"]}};
 * standard output is one JSON array, in the same order, of {@code {"topic": "…", "fields": […]}}
 * ({@code null} where the chain drops the record). The record's value is a struct of optional
 * text fields with the given names.
 */
public final class Transform {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    ArrayNode out = JSON.createArrayNode();
    Map<JsonNode, java.util.List<Transformation<SinkRecord>>> chains = new HashMap<>();
    for (JsonNode item : JSON.readTree(System.in)) {
      JsonNode config = item.get("config");
      if (!chains.containsKey(config)) {
        chains.put(config, chain(config));
      }
      SinkRecord record = record(item.get("topic").asText(), item.path("fields"));
      for (Transformation<SinkRecord> step : chains.get(config)) {
        record = record == null ? null : step.apply(record);
      }
      out.add(describe(record));
    }
    System.out.println(JSON.writeValueAsString(out));
  }

  @SuppressWarnings("unchecked")
  private static java.util.List<Transformation<SinkRecord>> chain(JsonNode config)
      throws ReflectiveOperationException {
    java.util.List<Transformation<SinkRecord>> steps = new java.util.ArrayList<>();
    for (String alias : config.path("transforms").asText("").split(",")) {
      if (alias.isBlank()) {
        continue;
      }
      String prefix = "transforms." + alias.trim() + ".";
      Map<String, String> own = new HashMap<>();
      config.properties().forEach(field -> {
        if (field.getKey().startsWith(prefix)) {
          own.put(field.getKey().substring(prefix.length()), field.getValue().asText());
        }
      });
      String type = own.remove("type");
      if (type == null) {
        throw new IllegalArgumentException(prefix + "type is missing");
      }
      if (own.containsKey("predicate")) {
        throw new IllegalArgumentException(prefix + "predicate is not supported by this test tool");
      }
      Transformation<SinkRecord> step = (Transformation<SinkRecord>)
          Class.forName(type).getDeclaredConstructor().newInstance();
      step.configure(own);
      steps.add(step);
    }
    return steps;
  }

  private static SinkRecord record(String topic, JsonNode fields) {
    SchemaBuilder builder = SchemaBuilder.struct().name(topic + ".Value");
    fields.forEach(name -> builder.field(name.asText(), Schema.OPTIONAL_STRING_SCHEMA));
    Schema schema = builder.build();
    Struct value = new Struct(schema);
    return new SinkRecord(topic, 0, Schema.STRING_SCHEMA, "key", schema, value, 0);
  }

  private static ObjectNode describe(SinkRecord record) {
    if (record == null) {
      return null;
    }
    ObjectNode node = JSON.createObjectNode().put("topic", record.topic());
    ArrayNode names = node.putArray("fields");
    record.valueSchema().fields().forEach(field -> names.add(field.name()));
    return node;
  }
}
