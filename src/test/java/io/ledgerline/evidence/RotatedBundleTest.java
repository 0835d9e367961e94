package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyRotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Bundles of a log that passed from key to key.
class RotatedBundleTest {

  private static final String LOG = "00112233-4455-4677-8899-aabbccddeeff";

  private final SigningKey a = TestBundles.keyOfSeed(1);
  private final SigningKey b = TestBundles.keyOfSeed(2);
  private final SigningKey c = TestBundles.keyOfSeed(3);

  @Test
  void aCheckpointOfTheNewKeyIsVerifiedByWhoTrustsTheOldOne() {
    // Given
    Bytes zip = zip(List.of(b), rotation(a, b));

    // When
    Verdict verdict = verify(zip, a);

    // Then
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    assertThat(((Verdict.Verified) verdict).summary().key()).isEqualTo(b.verifierKey());
    assertThat(((Verdict.Verified) verdict).summary().unchecked()).isEmpty();
  }

  @Test
  void aCheckpointOfTheThirdKeyIsVerifiedByWhoTrustsAnyOfThem() {
    // Given
    Bytes zip = zip(List.of(c), rotation(a, b), rotation(b, c));

    for (SigningKey trusted : List.of(a, b, c)) {
      // When
      Verdict verdict = verify(zip, trusted);

      // Then
      assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }
  }

  @Test
  void aCheckpointOfBothKeysIsVerifiedByWhoTrustsEither() {
    // Given
    Bytes zip = zip(List.of(a, b), rotation(a, b));

    // When
    List<Verdict> verdicts = List.of(verify(zip, a), verify(zip, b));

    // Then
    assertThat(verdicts).allSatisfy(v -> assertThat(v).isInstanceOf(Verdict.Verified.class));
  }

  @Test
  void aReaderWithoutAKeyIsToldThatItIsConsistent() {
    // When
    Verdict verdict = BundleVerifier.verify(zip(List.of(b), rotation(a, b)), List.of());

    // Then
    assertThat(verdict).isInstanceOf(Verdict.ConsistentKeyUntrusted.class);
  }

  @Test
  void whoTrustsTheNewKeyDoesNotTakeAnOlderKeysSignature() {
    // Given
    Bytes zip = zip(List.of(a), rotation(a, b));

    // When
    Verdict verdict = verify(zip, b);

    // Then
    assertThat(problems(verdict)).contains("no trusted key signed it");
  }

  @Test
  void aStrangersKeyIsNotTrustedBecauseTheLogHasRotations() {
    // When
    Verdict verdict = verify(zip(List.of(b), rotation(a, b)), c);

    // Then
    assertThat(problems(verdict)).contains("is not a key that you trust");
  }

  @Test
  void aNewKeyThatNoEntryNamesIsAStrangers() {
    // Given
    Bytes whole = zip(List.of(a, b));
    SortedMap<String, Bytes> files = new TreeMap<>(StoredZip.read(whole).files());
    SignedNote both = SignedNote.parse(files.get(BundleFormat.CHECKPOINT).toArray());
    SignedNote second = new SignedNote(both.text(), both.signatures().subList(1, 2));
    files.replaceAll(
        (name, bytes) -> Bytes.utf8(bytes.utf8().replace(both.render(), second.render())));

    // When
    Verdict verdict = verify(TestBundles.rebuilt(files), a);

    // Then
    assertThat(problems(verdict)).contains("another key signed it");
  }

  @Test
  void aRotationThatTheOldKeyDidNotSignPassesTheLogToNobody() {
    // Given
    String text = KeyRotation.sign(LOG, a, b).note().text();
    SignedNote forged = c.sign(text).with(b.sign(text).signatures());
    Payload payload = payload(forged);

    // When
    Verdict verdict = verify(unverified(List.of(b), payload), a);

    // Then
    assertThat(problems(verdict))
        .contains("passes the log to no other key")
        .contains("another key signed it");
  }

  @Test
  void aRotationOfAnotherLogPassesThisOneToNobody() {
    // Given
    Payload payload = payload(KeyRotation.sign("another log", a, b).note());

    // When
    Verdict verdict = verify(unverified(List.of(b), payload), a);

    // Then
    assertThat(problems(verdict)).contains("passes the log to no other key");
  }

  private static Verdict verify(Bytes zip, SigningKey trusted) {
    Collection<VerifierKey> keys = List.of(trusted.verifierKey());
    return BundleVerifier.verify(zip, keys);
  }

  private static String problems(Verdict verdict) {
    return ((Verdict.Failed) verdict).findings().toString();
  }

  private static Payload rotation(SigningKey from, SigningKey to) {
    return payload(KeyRotation.sign(LOG, from, to).note());
  }

  private static Payload payload(SignedNote note) {
    return Payload.whole("application/json", RotationEntry.toJson(note).bytes(), new Random(1));
  }

  private Bytes zip(List<SigningKey> signers, Payload... rotations) {
    return BundleWriter.render(bundle(signers, rotations));
  }

  /// The bundle as somebody would write it who does not verify what he wrote: the checkpoint of a
  /// log whose first key signs too, which is then taken out.
  private Bytes unverified(List<SigningKey> signers, Payload rotation) {
    Bundle real = bundle(signers, rotation);
    SortedMap<String, Bytes> files =
        new TreeMap<>(StoredZip.read(zip(List.of(a), rotation(a, b))).files());
    for (Bundle.Entry entry : real.entries()) {
      files.put(BundleFormat.leaf(entry.index()), entry.leaf().json().bytes());
      files.put(BundleFormat.proof(entry.index()), Bytes.utf8(entry.proof().render()));
      files.put(BundleFormat.payload(entry.index()), PayloadFile.render(entry.payload()));
    }
    files.put(BundleFormat.CHECKPOINT, Bytes.utf8(real.checkpoint().render()));
    return TestBundles.rebuilt(files);
  }

  private Bundle bundle(List<SigningKey> signers, Payload... rotations) {
    Genesis genesis =
        new Genesis(
            LogId.parse(LOG),
            TestBundles.ORIGIN,
            "https://ledgerline.example/demo",
            "t-1",
            a.verifierKey(),
            Genesis.SEGMENT_SIZE);
    List<Payload> payloads = new ArrayList<>();
    payloads.add(Payload.whole("application/json", genesis.toJson().bytes(), new Random(0)));
    payloads.addAll(List.of(rotations));
    List<Leaf> leaves = new ArrayList<>();
    for (Payload payload : payloads) {
      String type = leaves.isEmpty() ? Genesis.TYPE : RotationEntry.TYPE;
      leaves.add(
          new LeafDraft(type, payload.mediaType(), "system", "t-1", payload.commitment(), 0)
              .receivedAt(Instant.parse("2026-01-01T00:00:00Z")));
    }
    List<Digest> hashes = leaves.stream().map(Leaf::hash).toList();
    String text =
        new Checkpoint(TestBundles.ORIGIN, hashes.size(), Frontier.EMPTY.append(hashes).root())
            .text();
    SignedNote note = signers.getFirst().sign(text);
    for (SigningKey further : signers.subList(1, signers.size())) {
      note = note.with(further.sign(text).signatures());
    }
    List<Bundle.Entry> entries = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      InclusionProof proof =
          InclusionProof.of(
              i,
              hashes.size(),
              (level, index) -> {
                int from = (int) (index << level);
                return Frontier.EMPTY.append(hashes.subList(from, from + (1 << level))).root();
              });
      entries.add(
          new Bundle.Entry(
              i,
              List.of(i == 0 ? "genesis" : "key rotation"),
              leaves.get(i),
              new InclusionFile(i, proof.hashes(), note),
              new Disclosure.Whole(payloads.get(i))));
    }
    return new Bundle("a test", note, a.verifierKey(), entries, List.of());
  }
}
