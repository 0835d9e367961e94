package io.ledgerline.wiring;

import io.ledgerline.embedded.CannotStartException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Fills [LedgerlineConfig] from the sources of a configuration.
///
/// By hand, without the annotation `@ConfigMapping`: Quarkus' build would load an annotated
/// interface into Maven's own JVM, which may be older than the classes are.
final class ConfigReader {

  private ConfigReader() {}

  /// The settings as the sources have them.
  ///
  /// @throws CannotStartException if a value is none; every such value is named
  static LedgerlineConfig read(SmallRyeConfig config) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters();
    config.getConfigSources().forEach(builder::withSources);
    try {
      return builder
          .withMapping(LedgerlineConfig.class, LedgerlineConfig.PREFIX)
          .build()
          .getConfigMapping(LedgerlineConfig.class, LedgerlineConfig.PREFIX);
    } catch (ConfigValidationException refused) {
      String reasons =
          IntStream.range(0, refused.getProblemCount())
              .mapToObj(i -> refused.getProblem(i).getMessage())
              .collect(Collectors.joining("; "));
      throw new CannotStartException("a setting cannot be used: " + reasons, refused);
    }
  }
}
