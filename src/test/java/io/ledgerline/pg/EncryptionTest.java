package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.History;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.TestDataKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What PostgreSQL holds of payloads, and what is read where the keys are not what they were.
class EncryptionTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @TempDir private Path directory;

  @Test
  void nothingOfAPayloadIsInTheDatabaseInTheClear() throws SQLException {
    // Given
    Ledger ledger = open("secret", store());
    ledger.append(Submissions.cut("needle")).await().indefinitely();

    // When
    List<String> stored = columns(log("secret"));

    // Then
    assertThat(stored).hasSizeGreaterThan(5).noneMatch(text -> text.contains("needle"));
    assertThat(stored).noneMatch(text -> text.contains("Ada"));
    assertThat(ledger.payload(1).await().indefinitely().orElseThrow().payload())
        .isEqualTo(Submissions.cut("needle").payload());
  }

  @Test
  void anotherReplicaWithTheSameDirectoryReadsIt() {
    // Given
    Submission event = Submissions.of("a", "a");
    Appended first = open("replicas", store()).append(event).await().indefinitely();
    Ledger two = open("replicas", store(), 2);

    // When
    Appended repeated = two.append(event).await().indefinitely();

    // Then
    assertThat(((Appended.Repeated) repeated).receipt())
        .isEqualTo(((Appended.Sequenced) first).receipt());
  }

  @Test
  void aCiphertextInAnotherRowIsAFinding() throws SQLException {
    // Given
    Ledger ledger = open("swap", store());
    append(ledger, "a", "b");
    UnitTampering.run(
        log("swap"),
        """
        UPDATE %1$s u SET value = o.value, salt = o.salt FROM %1$s o
        WHERE (u.index = 1 AND o.index = 2) OR (u.index = 2 AND o.index = 1)
        """);

    // When
    List<Finding> findings = findings(ledger, store());

    // Then
    assertThat(findings)
        .extracting(Finding::what)
        .containsExactly(
            "unit 0 cannot be read: it was changed, or belongs to another row",
            "unit 0 cannot be read: it was changed, or belongs to another row");
  }

  @Test
  void aFlippedBitOfAnyColumnIsAFinding() throws SQLException {
    // Given
    Ledger ledger = open("flip", store());
    append(ledger, "a", "b", "c");
    String[] columns = {"value", "salt", "event_salt"};
    for (int i = 0; i < columns.length; i++) {
      UnitTampering.run(
          log("flip"),
          "UPDATE %%1$s SET %1$s = set_byte(%1$s, 20, get_byte(%1$s, 20) # 1) WHERE index = %2$d"
              .formatted(columns[i], i + 1));
    }

    // When
    List<Finding> findings = findings(ledger, store());

    // Then
    assertThat(findings).hasSize(3).allMatch(finding -> finding.what().contains("was changed"));
    assertThat(catchThrowable(() -> ledger.payload(2).await().indefinitely()))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void aMissingKeyFileIsAFindingForEveryEntryUnderIt() throws IOException {
    // Given
    Ledger ledger = open("missing", store());
    append(ledger, "a");
    deleteKeys(log("missing"));

    // When
    List<Finding> findings = findings(ledger, store());

    // Then
    assertThat(findings)
        .extracting(Finding::what)
        .filteredOn(what -> what.matches("unit 0 cannot be read: .*[.]keys is missing"))
        .hasSize(2);
  }

  @Test
  void whatWasStoredInTheClearStaysReadable() throws SQLException {
    // Given
    Ledger ledger = open("clear", store());
    Submission submission = Submissions.of("a", "a");
    ledger.append(submission).await().indefinitely();
    UnitTampering.run(
        log("clear"),
        """
        UPDATE %%1$s SET cipher = NULL, data_key_id = NULL, value = '\\x%s', salt = '\\x%s',
          event_salt = '\\x%s' WHERE index = 1
        """
            .formatted(
                hex(submission.payload().units().getFirst().value()),
                hex(submission.payload().units().getFirst().salt().bytes()),
                hex(submission.payload().eventSalt().bytes())));

    // When
    List<PayloadRow> rows =
        store().payloadRows(log("clear"), 0, 10, 1 << 20).await().indefinitely();

    // Then
    assertThat(rows).hasSize(2);
    assertThat(rows.getLast().entry().payload()).isEqualTo(submission.payload());
    assertThat(findings(ledger, store())).isEmpty();
  }

  @Test
  void whileNoKeyCanBeMadeProducersAreToldToComeAgainAndNothingIsStored() throws IOException {
    // Given: the keys of this process are lost to it, as after a month on a full disk
    Ledger before = open("full", store());
    append(before, "a");
    before.close();
    Path keys = directory.resolve(log("full").toString());
    Files.move(keys, directory.resolve("elsewhere"));
    Files.writeString(keys, "a file in the place of the directory");
    Ledger.Setup setup = TestLedgers.setup(store(), POSTGRES.checkpoints(), 2);
    Ledger ledger = TestLedgers.open(genesis("full"), setup, Duration.ofSeconds(1));

    // When
    Appended refused = ledger.append(Submissions.of("b", "b")).await().indefinitely();
    long sizeWhile = POSTGRES.entries().head(log("full")).await().indefinitely().size();
    Files.delete(keys);
    Files.move(directory.resolve("elsewhere"), keys);
    new History().append(List.of(ledger), List.of("b"), 1);

    // Then
    assertThat(refused).isInstanceOf(Appended.Overloaded.class);
    assertThat(sizeWhile).isEqualTo(2);
    assertThat(ledger.size()).isEqualTo(3);
    assertThat(findings(ledger, store())).isEmpty();
  }

  @Test
  void aKeyThatWasMadeForABatchThatNeverCommittedDoesNoHarm() throws IOException {
    // Given: a process that died between the file and the commit
    Ledger ledger = open("killed", store());
    append(ledger, "a");
    cipher().sealing(log("killed")).seal(2, Submissions.of("b", "b"));
    int files = keyFiles(log("killed"));

    // When
    Ledger next = open("killed", store(), 2);
    append(next, "b", "c");

    // Then
    assertThat(files).isEqualTo(3);
    assertThat(findings(next, store())).isEmpty();
  }

  private EntryStore store() {
    return new PgEntryStore(
        POSTGRES.pool(), POSTGRES.sessions(), TestPostgres.identityKey(), cipher());
  }

  private PayloadCipher cipher() {
    return new PayloadCipher(TestDataKeys.in(directory));
  }

  private static Ledger open(String tenant, EntryStore store) {
    return open(tenant, store, 1);
  }

  private static Ledger open(String tenant, EntryStore store, long seed) {
    return Ledger.open(genesis(tenant), TestLedgers.setup(store, POSTGRES.checkpoints(), seed))
        .await()
        .indefinitely();
  }

  private static Genesis genesis(String tenant) {
    Genesis base = TestLedgers.genesis();
    return new Genesis(
        log(tenant),
        base.origin(),
        base.baseIri(),
        "encryption " + tenant,
        base.key(),
        base.segmentSize());
  }

  private static LogId log(String tenant) {
    return new LogId(new UUID(tenant.hashCode(), 55));
  }

  private static void append(Ledger ledger, String... names) {
    for (String name : names) {
      ledger.append(Submissions.of(name, name)).await().indefinitely();
    }
  }

  private static List<Finding> findings(Ledger ledger, EntryStore store) {
    Verification verification =
        new LedgerVerification(
                ledger.genesis(), store, POSTGRES.checkpoints(), ErasureTargets::of, 10)
            .run(n -> {})
            .await()
            .indefinitely();
    return switch (verification) {
      case Verification.Sound _ -> List.of();
      case Verification.Unsound unsound -> unsound.findings();
    };
  }

  private void deleteKeys(LogId log) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(log.toString()))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private int keyFiles(LogId log) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(log.toString()))) {
      return (int) files.count();
    }
  }

  private static List<String> columns(LogId log) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = POSTGRES.asApp();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                SELECT encode(v, 'escape') FROM ledger.unit u,
                  unnest(ARRAY[u.salt, u.value, u.event_salt]) AS v
                WHERE v IS NOT NULL AND u.log_id = '%s'
                """
                    .formatted(log))) {
      while (found.next()) {
        columns.add(found.getString(1));
      }
    }
    return columns;
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
