import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * Sends records through a connector's own chain of transforms and predicates, with Kafka's real
 * classes.
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
    Map<JsonNode, List<Step>> chains = new HashMap<>();
    for (JsonNode item : JSON.readTree(System.in)) {
      JsonNode config = item.get("config");
      if (!chains.containsKey(config)) {
        chains.put(config, chain(config));
      }
      SinkRecord record = record(item.get("topic").asText(), item.path("fields"));
      for (Step step : chains.get(config)) {
        record = record == null ? null : step.apply(record);
      }
      out.add(describe(record));
    }
    System.out.println(JSON.writeValueAsString(out));
  }

  /** A transform and the condition it has in the configuration. */
  record Step(
      Transformation<SinkRecord> transform, Predicate<SinkRecord> condition, boolean negated) {
    SinkRecord apply(SinkRecord record) {
      boolean wanted = condition == null || condition.test(record) != negated;
      return wanted ? transform.apply(record) : record;
    }
  }

  @SuppressWarnings("unchecked")
  static List<Step> chain(JsonNode config) throws ReflectiveOperationException {
    List<Step> steps = new ArrayList<>();
    for (String alias : config.path("transforms").asText("").split(",")) {
      if (alias.isBlank()) {
        continue;
      }
      Map<String, String> own = below(config, "transforms." + alias.trim() + ".");
      Transformation<SinkRecord> transform = (Transformation<SinkRecord>) made(own, alias);
      boolean negated = Boolean.parseBoolean(own.remove("negate"));
      String predicate = own.remove("predicate");
      Predicate<SinkRecord> condition = null;
      if (predicate != null) {
        Map<String, String> of = below(config, "predicates." + predicate + ".");
        condition = (Predicate<SinkRecord>) made(of, predicate);
        condition.configure(of);
      }
      transform.configure(own);
      steps.add(new Step(transform, condition, negated));
    }
    return steps;
  }

  static Map<String, String> below(JsonNode config, String prefix) {
    Map<String, String> own = new HashMap<>();
    config.properties().forEach(field -> {
      if (field.getKey().startsWith(prefix)) {
        own.put(field.getKey().substring(prefix.length()), field.getValue().asText());
      }
    });
    return own;
  }

  private static Object made(Map<String, String> own, String alias)
      throws ReflectiveOperationException {
    String type = own.remove("type");
    if (type == null) {
      throw new IllegalArgumentException("no type is given for " + alias);
    }
    return Class.forName(type).getDeclaredConstructor().newInstance();
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
