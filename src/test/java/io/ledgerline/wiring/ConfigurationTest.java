package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Settings and their document.
class ConfigurationTest {

  /// Key, environment variable and default of a row.
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(ledgerline[^`]*)` \\| `([A-Z_]+)` \\| (?:`([^`]*)`)? ?\\|", Pattern.MULTILINE);

  @Test
  void documentsEverySettingWithItsVariableAndItsDefault() throws IOException {
    // Given
    Map<String, String> settings = new TreeMap<>();
    collect(LedgerlineConfig.class, LedgerlineConfig.PREFIX, settings);

    // When
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/reference/configuration.md")));
    while (row.find()) {
      String value = row.group(3) == null ? "" : row.group(3);
      documented.put(row.group(1), row.group(2) + "=" + value);
    }

    // Then
    assertThat(documented).isEqualTo(settings);
  }

  @Test
  void readsASettingFromAnySource() {
    // When
    LedgerlineConfig config =
        ConfigReader.read(
            config(
                Map.of(
                    "ledgerline.ledger.wait-max", "200ms",
                    "ledgerline.access.readers", "nobody",
                    "ledgerline.intake.personal-fields.\"io.ledgerline.decision.v1\"", "/a,/b")));

    // Then
    assertThat(config.ledger().waitMax()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.access().readers()).isEqualTo(LedgerlineConfig.Readers.NOBODY);
    assertThat(config.intake().personalFields().get("io.ledgerline.decision.v1"))
        .containsExactly("/a", "/b");
  }

  @Test
  void refusesAValueThatIsNone() {
    // When
    Throwable refusal =
        catchThrowable(
            () -> ConfigReader.read(config(Map.of("ledgerline.ledger.wait-max", "soon"))));

    // Then
    assertThat(refusal).hasMessageContaining("ledgerline.ledger.wait-max");
  }

  private static SmallRyeConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build();
  }

  private static void collect(Class<?> group, String prefix, Map<String, String> settings) {
    for (Method method : group.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
        continue;
      }
      String key = prefix + "." + kebab(method.getName());
      Class<?> type = method.getReturnType();
      Optional<Class<?>> ofMany = groupOfMany(method);
      if (type.isInterface() && type.getName().startsWith("io.ledgerline.")) {
        collect(type, key, settings);
      } else if (ofMany.isPresent()) {
        collect(ofMany.get(), key + ".<name>", settings);
      } else {
        WithDefault value = method.getAnnotation(WithDefault.class);
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        settings.put(key, variable + "=" + (value == null ? "" : value.value()));
      }
    }
  }

  /// The group that there is once for each name that somebody chose.
  private static Optional<Class<?>> groupOfMany(Method method) {
    return method.getGenericReturnType() instanceof ParameterizedType map
            && map.getRawType() == Map.class
            && map.getActualTypeArguments()[1] instanceof Class<?> value
            && value.isInterface()
        ? Optional.of(value)
        : Optional.empty();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
