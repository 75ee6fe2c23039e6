import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.TopicCreationConfig;

/**
 * Prints, as tab-separated lines, the configuration keys that real classes declare.
 *
 * <p>Each argument is {@code class:name} (an object with a {@code config()} method, such as a
 * connector, a transform or a converter), {@code static:class#member} (a static method without
 * parameters, or a static field, that holds a ConfigDef), {@code fields:class} (static
 * Debezium {@code Field} members), {@code all:class} (Debezium's {@code ALL_FIELDS}), {@code client:mirror} (what every Kafka client takes, and
 * MirrorMaker passes on) or {@code topic-creation:group} (a named group of topics that a source
 * makes). Before each block comes a line {@code = argument}.
 */
public final class Catalogue {
  public static void main(String[] args) throws Exception {
    for (String argument : args) {
      System.out.println("= " + argument);
      String[] parts = argument.split(":", 2);
      Map<String, String[]> keys = switch (parts[0]) {
        case "fields" -> staticFields(Class.forName(parts[1]));
        case "all" -> allFields(Class.forName(parts[1]));
        default -> keysOf(definition(parts[0], parts[1]));
      };
      keys.forEach((key, rest) -> System.out.println(key + "\t" + String.join("\t", rest)));
    }
  }

  private static ConfigDef definition(String kind, String what) throws Exception {
    if (kind.equals("client")) {
      return new ConfigDef()
          .define("bootstrap.servers", ConfigDef.Type.LIST, null, ConfigDef.Importance.HIGH, "")
          .define("security.protocol", ConfigDef.Type.STRING, "PLAINTEXT",
              ConfigDef.ValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
              ConfigDef.Importance.MEDIUM, "")
          .withClientSslSupport()
          .withClientSaslSupport();
    }
    if (kind.equals("topic-creation")) {
      return TopicCreationConfig.configDef(what, (short) -1, -1);
    }
    if (kind.equals("class")) {
      Object object = Class.forName(what).getDeclaredConstructor().newInstance();
      Method method = object.getClass().getMethod("config");
      return (ConfigDef) method.invoke(object);
    }
    String[] parts = what.split("#");
    Class<?> type = Class.forName(parts[0]);
    try {
      Method method = type.getDeclaredMethod(parts[1]);
      method.setAccessible(true);
      return (ConfigDef) method.invoke(null);
    } catch (NoSuchMethodException none) {
      Field field = type.getDeclaredField(parts[1]);
      field.setAccessible(true);
      return (ConfigDef) field.get(null);
    }
  }

  private static Map<String, String[]> keysOf(ConfigDef definition) {
    Map<String, String[]> out = new TreeMap<>();
    for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
      out.put(key.name, new String[] {
          key.type.name(), String.valueOf(!key.hasDefault()), text(key.defaultValue), allowed(key)});
    }
    return out;
  }

  private static String text(Object value) {
    if (value == null || value == ConfigDef.NO_DEFAULT_VALUE) {
      return "";
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return String.valueOf(value).replace("\t", " ").replace("\n", " ");
  }

  private static String allowed(ConfigDef.ConfigKey key) {
    List<String> values = new ArrayList<>();
    try {
      if (key.recommender != null && key.type == ConfigDef.Type.STRING) {
        key.recommender.validValues(key.name, Map.of()).forEach(v -> values.add(String.valueOf(v)));
      } else if (key.validator instanceof ConfigDef.ValidString
          || key.validator instanceof ConfigDef.CaseInsensitiveValidString) {
        for (Field field : key.validator.getClass().getDeclaredFields()) {
          field.setAccessible(true);
          Object held = field.get(key.validator);
          if (held instanceof Iterable<?> some) {
            some.forEach(v -> values.add(String.valueOf(v)));
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException notKnown) {
      return "";
    }
    return String.join(",", values);
  }

  /** The static Debezium {@code Field} members of a class, also those that no ConfigDef lists. */
  private static Map<String, String[]> staticFields(Class<?> type) throws Exception {
    Map<String, String[]> out = new TreeMap<>();
    for (Field member : type.getDeclaredFields()) {
      if (member.getType() == io.debezium.config.Field.class) {
        member.setAccessible(true);
        put(out, (io.debezium.config.Field) member.get(null));
      }
    }
    return out;
  }

  /** The fields in a Debezium configuration class's ALL_FIELDS. */
  private static Map<String, String[]> allFields(Class<?> type) throws Exception {
    Map<String, String[]> out = new TreeMap<>();
    Field all = type.getDeclaredField("ALL_FIELDS");
    all.setAccessible(true);
    ((io.debezium.config.Field.Set) all.get(null)).forEach(field -> put(out, field));
    return out;
  }

  private static void put(Map<String, String[]> out, io.debezium.config.Field field) {
    String allowed = field.allowedValues() == null ? "" : field.allowedValues().stream()
        .map(String::valueOf).sorted().collect(Collectors.joining(","));
    out.put(field.name(), new String[] {
        String.valueOf(field.type()), String.valueOf(field.isRequired()),
        text(field.defaultValueAsString()), allowed});
  }
}
