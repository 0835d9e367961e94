package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.cli.ScriptedServer.Reply;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.entry.Receipt;
import io.ledgerline.evidence.TestBundles;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyRotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person is told who verifies a running log or a receipt.
class VerifyTest {

  private static final String LOG = "00112233-4455-4677-8899-aabbccddeeff";

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Ledger ledger = TestLedgers.open();
  private final String key = TestLedgers.genesis().key().text();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aLogThatLetsNobodyReadIsTheOperatorsMatterAndSaidSo() {
    // Given
    try (ScriptedServer service = new ScriptedServer(new Reply(401, "", "{}"))) {
      // When
      int code = run("--url", service.url(), "--vkey", key);

      // Then
      assertThat(code).isEqualTo(VerifyLog.UNUSABLE);
      assertThat(err())
          .startsWith("ledgerline: the log answers 401: it lets only those read who have a key")
          .contains("LEDGERLINE_ACCESS_READERS=everyone")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aPortWhereNothingListensIsNamedWithoutAClass() throws IOException {
    // Given
    String url;
    try (ServerSocket free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }

    // When
    int code = run("--url", url, "--vkey", key);

    // Then
    assertThat(code).isEqualTo(VerifyLog.UNUSABLE);
    assertThat(err()).isEqualTo("ledgerline: nothing listens at " + url + "\n");
  }

  @Test
  void aKeyFileThatIsNotThereIsSaidToBeNone() {
    // When
    int code = run("--url", "http://localhost:1", "--vkey", "/nonexist");

    // Then
    assertThat(code).isEqualTo(VerifyLog.UNUSABLE);
    assertThat(err()).contains("no such file, and no verifier key: /nonexist");
  }

  @Test
  void anOldKeyIsToldWhichOneFollowedIt() {
    // Given
    SigningKey old = TestBundles.keyOfSeed(1);
    SigningKey newer = TestBundles.keyOfSeed(2);
    String checkpoint =
        newer
            .sign(new Checkpoint(newer.verifierKey().name(), 0, Digest.EMPTY_ROOT).text())
            .render();
    String note = KeyRotation.sign(LOG, old, newer).note().render().replace("\n", "\\n");
    String keys =
        "{\"keys\":[{\"index\":0,\"key\":\"%s\"},{\"index\":7,\"key\":\"%s\",\"note\":\"%s\"}]}"
            .formatted(old.verifierKey().text(), newer.verifierKey().text(), note);
    try (ScriptedServer service =
        new ScriptedServer(new Reply(200, "", checkpoint), new Reply(200, "", keys))) {
      // When
      int code = run("--url", service.url(), "--vkey", old.verifierKey().text());

      // Then
      assertThat(code).isEqualTo(VerifyLog.FAILED);
      assertThat(out())
          .contains("/log/keys has a rotation of your key to a newer one, in entry 7")
          .contains("the newest is now " + newer.verifierKey().text());
    }
  }

  @Test
  void aReceiptIsVerifiedAgainstTheRunningLogAndTheEventThatWasSent() throws IOException {
    // Given
    Submission sent = Submissions.of("event", "a");
    Receipt receipt = append(sent);
    Path event = Files.write(folder.resolve("event.json"), sent.payload().accepted().toArray());
    try (ScriptedServer service = new ScriptedServer(new Reply(200, "", proof(receipt.index())))) {
      // When
      int code =
          run(file(receipt), "--url", service.url(), "--vkey", key, "--event", event.toString());

      // Then
      assertThat(code).as(out() + err()).isEqualTo(VerifyLog.VERIFIED);
      assertThat(out())
          .startsWith("VERIFIED\n  entry " + receipt.index() + " of " + TestLedgers.ORIGIN)
          .contains("it commits to exactly what is in " + event);
      assertThat(service.requests().getFirst())
          .startsWith("GET /api/v1/entries/" + receipt.index() + "/proof");
    }
  }

  @Test
  void aReceiptIsVerifiedOfflineWithAProof() throws IOException {
    // Given
    Receipt receipt = append(Submissions.of("event", "a"));
    Path proof = Files.writeString(folder.resolve("proof"), proof(receipt.index()));

    // When
    int code = run(file(receipt), "--proof", proof.toString(), "--vkey", key);
    int keyless = run(file(receipt), "--proof", proof.toString());

    // Then
    assertThat(code).as(out() + err()).isEqualTo(VerifyLog.VERIFIED);
    assertThat(out()).contains("Not compared with what was sent");
    assertThat(keyless).isEqualTo(VerifyLog.UNUSABLE);
  }

  @Test
  void aReceiptOfAnotherEntryOrLogOrEventFails() throws IOException {
    // Given
    Receipt first = append(Submissions.of("first", "a"));
    Receipt second = append(Submissions.of("second", "b"));
    Receipt moved =
        new Receipt(
            first.log(),
            first.origin(),
            second.index(),
            first.leaf(),
            first.eventSalt(),
            first.unitSalts());
    Receipt foreign =
        new Receipt(
            first.log(),
            "elsewhere.example/log",
            first.index(),
            first.leaf(),
            first.eventSalt(),
            first.unitSalts());
    String proof = Files.writeString(folder.resolve("p"), proof(second.index())).toString();
    String proofOfFirst = Files.writeString(folder.resolve("q"), proof(first.index())).toString();
    String event = Files.write(folder.resolve("e"), Bytes.utf8("{}").toArray()).toString();
    String other = TestBundles.keyOfSeed(9).verifierKey().text();

    // Then
    assertThat(run(file(moved), "--proof", proof, "--vkey", key)).isEqualTo(VerifyLog.FAILED);
    assertThat(out()).contains("entry 2 of the log is not the leaf of the receipt");
    assertThat(run(file(first), "--proof", proof, "--vkey", key)).isEqualTo(VerifyLog.FAILED);
    assertThat(out()).contains("the receipt is for entry 1, the proof for entry 2");
    assertThat(run(file(foreign), "--proof", proofOfFirst, "--vkey", key))
        .isEqualTo(VerifyLog.FAILED);
    assertThat(out()).contains("the receipt is of the log elsewhere.example/log");
    assertThat(run(file(first), "--proof", proofOfFirst, "--vkey", key, "--event", event))
        .isEqualTo(VerifyLog.FAILED);
    assertThat(out()).contains("it commits to other bytes");
    assertThat(run(file(first), "--proof", proofOfFirst, "--vkey", other))
        .isEqualTo(VerifyLog.FAILED);
    assertThat(run(event, "--proof", proofOfFirst, "--vkey", key)).isEqualTo(VerifyLog.FAILED);
    assertThat(out()).doesNotContain("VERIFIED");
  }

  private Receipt append(Submission submission) {
    return ((Appended.Sequenced) ledger.append(submission).await().indefinitely()).receipt();
  }

  private String proof(long index) {
    ledger.publish().await().indefinitely();
    return ledger.published().proof(index).await().indefinitely().orElseThrow().render();
  }

  private String file(Receipt receipt) throws IOException {
    return Files.write(folder.resolve("receipt.json"), receipt.toJson().bytes().toArray())
        .toString();
  }

  private int run(String... words) {
    return new VerifyLog(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)))
        .run(List.of(words));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
