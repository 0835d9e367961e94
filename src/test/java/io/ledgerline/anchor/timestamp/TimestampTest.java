package io.ledgerline.anchor.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.anchor.timestamp.TestAuthority.Fault;
import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client and a verifier, against an authority that answers over HTTP.
class TimestampTest {

  private static final Digest IMPRINT = digest("a checkpoint");

  private final TestAuthority authority = new TestAuthority();
  private final TimestampVerifier verifier = new TimestampVerifier(List.of(authority.root()));

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void verifiesWhatATrustedAuthoritySays() throws IOException, InterruptedException {
    // When
    Bytes response = client(Duration.ofMinutes(1)).stamp(IMPRINT);

    // Then
    assertThat(verifier.verify(response, IMPRINT))
        .isEqualTo(new Timestamp(TestAuthority.TIME, "CN=Test Authority", "1234"));
  }

  @Test
  void takesAGrantWithModifications() throws IOException, InterruptedException {
    // Given
    authority.fail(Fault.GRANTS_WITH_MODS);

    // When
    Bytes response = client(Duration.ofMinutes(1)).stamp(IMPRINT);

    // Then
    assertThat(verifier.verify(response, IMPRINT).time()).isEqualTo(TestAuthority.TIME);
  }

  @Test
  void trustsTheCertificateThatSignsByItself() throws IOException, InterruptedException {
    // Given
    Bytes response = client(Duration.ofMinutes(1)).stamp(IMPRINT);
    TimestampVerifier own = new TimestampVerifier(List.of(authority.certificate()));

    // When
    Timestamp timestamp = own.verify(response, IMPRINT);

    // Then
    assertThat(timestamp.time()).isEqualTo(TestAuthority.TIME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRONG_NONCE     | it is no answer to what was asked
          WRONG_IMPRINT   | it is no answer to what was asked
          REJECTS         | the authority refused with status 2: not today
          NO_CERTIFICATES | the certificate that signed it is not in it
          OTHER_BYTES     | it is no timestamp response
          """)
  void refusesAnAnswerThatProvesNothing(Fault fault, String reason) {
    // Given
    authority.fail(fault);

    // When
    Throwable refusal = catchThrowable(() -> client(Duration.ofMinutes(1)).stamp(IMPRINT));

    // Then
    assertThat(refusal)
        .isInstanceOf(UntrustedTimestampException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void refusesAnAuthorityThatNobodyTrusts() throws IOException, InterruptedException {
    // Given
    Bytes response = client(Duration.ofMinutes(1)).stamp(IMPRINT);
    try (TestAuthority other = new TestAuthority()) {
      TimestampVerifier stranger = new TimestampVerifier(List.of(other.root()));

      // When
      Throwable refusal = catchThrowable(() -> stranger.verify(response, IMPRINT));

      // Then
      assertThat(refusal)
          .isInstanceOf(UntrustedTimestampException.class)
          .isNotInstanceOf(WrongImprintException.class)
          .hasMessageStartingWith("no trusted authority signed it");
    }
  }

  @Test
  void refusesATimestampOfSomethingElse() throws IOException, InterruptedException {
    // Given
    Bytes response = client(Duration.ofMinutes(1)).stamp(IMPRINT);

    // When
    Throwable refusal = catchThrowable(() -> verifier.verify(response, digest("another")));

    // Then
    assertThat(refusal).isInstanceOf(WrongImprintException.class);
  }

  @Test
  void refusesATimestampWithAnyByteChanged() throws IOException, InterruptedException {
    // Given
    byte[] response = client(Duration.ofMinutes(1)).stamp(IMPRINT).toArray();
    Random random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < 300; i++) {
      byte[] changed = response.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

      // When
      Throwable refusal = catchThrowable(() -> verifier.verify(Bytes.owned(changed), IMPRINT));
      if (refusal == null) {
        accepted++;
      } else {
        assertThat(refusal).isInstanceOf(UntrustedTimestampException.class);
      }
    }

    // Then: outside of what is signed is the status with its words
    assertThat(accepted).isLessThan(20);
  }

  @Test
  void anAuthorityThatFailsOrIsSilentHasNotAnswered() {
    // Given
    authority.fail(Fault.SERVER_ERROR);
    Throwable failing = catchThrowable(() -> client(Duration.ofMinutes(1)).stamp(IMPRINT));
    authority.fail(Fault.SILENCE);

    // When
    Throwable silent = catchThrowable(() -> client(Duration.ofMillis(200)).stamp(IMPRINT));

    // Then
    assertThat(failing).isInstanceOf(IOException.class).hasMessageContaining("answered 500");
    assertThat(silent).isInstanceOf(IOException.class).hasMessageContaining("did not answer");
  }

  @Test
  void readsTrustedCertificatesFromAFile(@TempDir Path directory)
      throws IOException, InterruptedException {
    // Given
    TimestampVerifier fromFile =
        TimestampVerifier.ofFile(authority.writeRoot(directory.resolve("ca.pem")));
    Path none = Files.writeString(directory.resolve("none.pem"), "nothing\n");

    // When
    Timestamp timestamp = fromFile.verify(client(Duration.ofMinutes(1)).stamp(IMPRINT), IMPRINT);
    Throwable refusal = catchThrowable(() -> TimestampVerifier.ofFile(none));

    // Then
    assertThat(timestamp.authority()).isEqualTo("CN=Test Authority");
    assertThat(refusal).isInstanceOf(IOException.class).hasMessageContaining("none.pem");
  }

  private TimestampClient client(Duration timeout) {
    return new TimestampClient(authority.url(), timeout, verifier, new Random(1));
  }

  private static Digest digest(String text) {
    return new Hasher().bytes(StandardCharsets.UTF_8.encode(text)).finish();
  }
}
