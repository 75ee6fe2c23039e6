import java.util.Map;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;

/**
 * The real Kafka Connect worker and its real REST interface, without a broker.
 *
 * <p>A standalone worker asks the cluster one thing while it starts: the cluster's id. That is
 * answered here. Configurations are then truly validated and kept; tasks never make progress.
 */
public final class OfflineWorker extends ConnectStandalone {
  private OfflineWorker(String[] args) {
    super(args);
  }

  @Override
  protected StandaloneConfig createConfig(Map<String, String> properties) {
    return new StandaloneConfig(properties) {
      @Override
      public String kafkaClusterId() {
        return "offline";
      }
    };
  }

  public static void main(String[] args) {
    new OfflineWorker(args).run();
  }
}
