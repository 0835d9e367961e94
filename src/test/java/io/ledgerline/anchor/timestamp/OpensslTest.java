package io.ledgerline.anchor.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Hasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept, checked by `openssl ts`, where there is one: a stranger's way.
class OpensslTest {

  @TempDir private Path directory;

  @Test
  void opensslVerifiesATimestampAndRefusesItForAnotherFile()
      throws IOException, InterruptedException {
    assumeTrue(run("openssl", "version").startsWith("0 OpenSSL"), "openssl is not installed");
    try (TestAuthority authority = new TestAuthority()) {
      // Given
      Bytes anchor = Bytes.utf8("a checkpoint\n");
      TimestampVerifier verifier = new TimestampVerifier(List.of(authority.root()));
      try (TimestampClient client =
          new TimestampClient(authority.url(), Duration.ofMinutes(1), verifier, new Random(1))) {
        Bytes response = client.stamp(new Hasher().bytes(anchor.view()).finish());
        Files.write(directory.resolve("a.tsr"), response.toArray());
      }
      Files.write(directory.resolve("a.checkpoint"), anchor.toArray());
      Files.writeString(directory.resolve("b.checkpoint"), "another\n");
      authority.writeRoot(directory.resolve("ca.pem"));

      // When
      String right = verify("a.checkpoint");
      String wrong = verify("b.checkpoint");

      // Then
      assertThat(right).startsWith("0 ").contains("Verification: OK");
      assertThat(wrong).startsWith("1 ").contains("Verification: FAILED");
    }
  }

  private String verify(String file) throws IOException, InterruptedException {
    return run("openssl", "ts", "-verify", "-in", "a.tsr", "-data", file, "-CAfile", "ca.pem");
  }

  /// The exit code, a space, and what was printed.
  private String run(String... words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() + " " + printed;
    } catch (IOException none) {
      return "127 " + none.getMessage();
    }
  }
}
