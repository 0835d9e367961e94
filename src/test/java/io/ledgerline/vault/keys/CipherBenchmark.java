package io.ledgerline.vault.keys;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.keys.PayloadCipher.SealedUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.logging.Logger;

/// What encryption costs one core, beside what hashing costs it anyway, by hand: `main` prints
/// microseconds a payload.
public final class CipherBenchmark {

  private static final Logger LOG = Logger.getLogger("bench");
  private static final LogId LOG_ID = KnownChest.LOG;
  private static final int BATCH = 512;
  private static final int ROUNDS = 200;

  private CipherBenchmark() {}

  /// Measures payloads of one unit, of 1 KiB and of 4.4 KB.
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("cipher-bench");
    PayloadCipher cipher = new PayloadCipher(TestDataKeys.in(directory));
    for (int round = 0; round < 3; round++) {
      for (int size : new int[] {1_024, 4_400}) {
        run(cipher, size, false);
      }
      run(cipher, 1_024, true);
    }
  }

  private static void run(PayloadCipher cipher, int size, boolean hasSubjects) {
    List<Payload> payloads = new ArrayList<>();
    Random random = new Random(size);
    byte[] bytes = new byte[size];
    for (int i = 0; i < BATCH; i++) {
      random.nextBytes(bytes);
      payloads.add(Payload.whole("application/json", Bytes.copyOf(bytes), random));
    }
    long sealing = 0;
    long opening = 0;
    long hashing = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<SealedUnit> sealed = seal(cipher, payloads, hasSubjects ? round : -1);
      long sealedAt = System.nanoTime();
      open(cipher, sealed);
      long openedAt = System.nanoTime();
      payloads.forEach(Payload::commitment);
      hashing += System.nanoTime() - openedAt;
      opening += openedAt - sealedAt;
      sealing += sealedAt - start;
    }
    double count = 1_000.0 * BATCH * ROUNDS;
    LOG.info(
        "%d bytes, %s: seal %.2f us, open %.2f us, hash %.2f us a payload"
            .formatted(
                size,
                hasSubjects ? "a new subject each" : "no subject",
                sealing / count,
                opening / count,
                hashing / count));
  }

  private static List<SealedUnit> seal(PayloadCipher cipher, List<Payload> payloads, int round) {
    PayloadCipher.Sealing sealing = cipher.sealing(LOG_ID);
    List<SealedUnit> sealed = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      Set<Digest> subjects =
          round < 0
              ? Set.of()
              : Set.of(Digest.ofLeaf(Bytes.utf8(round + " " + i + " " + payloads.size()).view()));
      sealed.addAll(sealing.seal(i, payloads.get(i), subjects, ChestFormat.Use.LOG));
    }
    return sealed;
  }

  private static void open(PayloadCipher cipher, List<SealedUnit> sealed) {
    PayloadCipher.Opening opening = cipher.opening(LOG_ID);
    for (int i = 0; i < BATCH; i++) {
      SealedUnit unit = sealed.get(i);
      Bytes eventSalt = unit.eventSalt();
      if (!(opening.open(i, 0, Column.VALUE, unit.key(), unit.value()) instanceof Opened.Plain)
          || !(opening.open(i, 0, Column.SALT, unit.key(), unit.salt()) instanceof Opened.Plain)
          || eventSalt == null
          || !(opening.open(i, 0, Column.EVENT_SALT, unit.key(), eventSalt)
              instanceof Opened.Plain)) {
        throw new IllegalStateException("not opened");
      }
    }
  }
}
