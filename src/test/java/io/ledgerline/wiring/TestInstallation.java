package io.ledgerline.wiring;

import io.ledgerline.anchor.watch.TestLog;
import io.ledgerline.embedded.DatabaseAddress;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.signature.Signer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A home directory with a real PostgreSQL for a `@QuarkusTest`, begun empty and deleted after it.
public final class TestInstallation implements QuarkusTestResourceLifecycleManager {

  /// The API key that every test may use.
  public static final String API_KEY = "ledgerline.0123456789ab.test";

  /// The log that the service is a witness of.
  public static final TestLog WATCHED_LOG = new TestLog("log.example/watched", 1);

  /// Whose signatures on records the service knows.
  public static final Signer SIGNER = Signer.known("ann-2026", "ann");

  private @Nullable Path directory;
  private @Nullable Home home;
  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      Path fresh = Files.createTempDirectory(Path.of("target"), "home-");
      directory = fresh;
      Home held = Home.open(fresh);
      SharedPrograms.lendTo(held.directory());
      home = held;
      KeyFiles keys = new KeyFiles(held.privateDirectory("keys"), new SecureRandom());
      Path key = keys.path("admin.key");
      keys.word("admin.key", "");
      Files.writeString(key, API_KEY + "\n");
      EmbeddedPostgres started = EmbeddedPostgres.start(held, keys);
      postgres = started;
      started.migrate();
      DatabaseAddress app = started.app();
      Path watched = fresh.resolve("watched.policy");
      Files.writeString(
          watched, "log %s\nquorum none\n".formatted(WATCHED_LOG.key().verifierKey().text()));
      Path signer = fresh.resolve("signer.pem");
      Files.writeString(signer, SIGNER.pem());
      // On a busy machine the graph may be behind for longer than a client would wait.
      return Map.of(
          "ledgerline.documents.wait-max", "PT1M",
          "ledgerline.contracts.gate-wait-max", "PT1M",
          "ledgerline.signers.ann-2026.actor", SIGNER.actor(),
          "ledgerline.signers.ann-2026.public-key-file", signer.toString(),
          "ledgerline.watch.logs", watched.toString(),
          "ledgerline.home", held.directory().toString(),
          "quarkus.datasource.reactive.url", app.url(),
          "quarkus.datasource.username", app.user(),
          "quarkus.datasource.password", app.password());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
    if (home != null) {
      home.close();
    }
    if (directory != null) {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
