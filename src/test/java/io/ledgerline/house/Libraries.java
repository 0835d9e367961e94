package io.ledgerline.house;

import java.lang.module.ModuleDescriptor;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the words in the last column of the package table stand for.
final class Libraries {

  /// Word to the packages that it permits, each with everything below it.
  private static final Map<String, List<String>> PACKAGES_BY_WORD =
      Map.ofEntries(
          Map.entry("bouncycastle", List.of("org.bouncycastle")),
          Map.entry(
              "cdi",
              List.of(
                  "jakarta.annotation",
                  "jakarta.enterprise",
                  "jakarta.inject",
                  "jakarta.interceptor")),
          Map.entry("compress", List.of("org.apache.commons.compress", "org.tukaani.xz")),
          Map.entry("config", List.of("io.smallrye.config", "org.eclipse.microprofile.config")),
          Map.entry("flyway", List.of("org.flywaydb")),
          Map.entry("health", List.of("org.eclipse.microprofile.health")),
          Map.entry("hibernate", List.of("jakarta.persistence", "org.hibernate")),
          Map.entry("jackson", List.of("com.fasterxml.jackson")),
          Map.entry("jaxrs", List.of("jakarta.ws.rs", "org.jboss.resteasy.reactive")),
          Map.entry("jena", List.of("org.apache.jena")),
          Map.entry("jspecify", List.of("org.jspecify")),
          Map.entry("kafka", List.of("org.apache.kafka")),
          Map.entry("logging", List.of("org.jboss.logging")),
          Map.entry(
              "messaging",
              List.of(
                  "io.smallrye.reactive.messaging", "org.eclipse.microprofile.reactive.messaging")),
          Map.entry("metrics", List.of("io.micrometer")),
          Map.entry("mutiny", List.of("io.smallrye.mutiny")),
          Map.entry("netty", List.of("io.netty")),
          Map.entry("networknt", List.of("com.networknt")),
          Map.entry("openapi", List.of("org.eclipse.microprofile.openapi")),
          Map.entry("openlineage", List.of("io.openlineage")),
          Map.entry("postgres", List.of("org.postgresql")),
          Map.entry("quarkus", List.of("io.quarkus", "io.smallrye.common")),
          Map.entry("qute", List.of("io.quarkus.qute")),
          Map.entry("vertx", List.of("io.vertx")),
          Map.entry("zonky", List.of("io.zonky")));

  private static final Set<String> PLATFORM =
      ModuleLayer.boot().modules().stream()
          .map(Module::getDescriptor)
          .filter(module -> module.name().startsWith("java.") || module.name().startsWith("jdk."))
          .flatMap(module -> module.exports().stream())
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> JAVA_BASE =
      Object.class.getModule().getDescriptor().exports().stream()
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());

  private Libraries() {}

  /// The words that stand for nothing.
  static List<String> unknown(Collection<String> words) {
    return words.stream().filter(word -> !PACKAGES_BY_WORD.containsKey(word)).toList();
  }

  /// The word that permits a package: the one with the longest prefix of its name.
  static Optional<String> wordOf(String packageName) {
    return PACKAGES_BY_WORD.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(root -> Map.entry(root, entry.getKey())))
        .filter(entry -> (packageName + ".").startsWith(entry.getKey() + "."))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  /// Whether a module of the Java platform exports the package.
  static boolean isPlatform(String packageName) {
    return PLATFORM.contains(packageName);
  }

  /// Whether `java.base` exports the package.
  static boolean isJavaBase(String packageName) {
    return JAVA_BASE.contains(packageName);
  }
}
