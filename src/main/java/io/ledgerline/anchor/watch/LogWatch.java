package io.ledgerline.anchor.watch;

import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.anchor.witness.MonitoringPath;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.MalformedProofException;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A witness: cosigns what continues what it saw, and nothing else.
///
/// A checkpoint is remembered before its cosignature leaves, by compare-and-swap, so that two
/// requests at once cannot both win. Thread-safe.
public final class LogWatch {

  private static final Logger LOG = System.getLogger(LogWatch.class.getName());
  private static final int ATTEMPTS_MAX = 10;

  private final Map<String, List<VerifierKey>> keysByOrigin = new LinkedHashMap<>();
  private final Map<String, String> originsByDigest = new LinkedHashMap<>();
  private final CosigningKey key;
  private final WatchedStore store;
  private final InstantSource clock;
  private volatile String toldLast = "";

  /// A witness of the logs of these keys, whose names are their origins.
  ///
  /// @param key cosigns; of no log
  /// @param clock of the times in the cosignatures
  public LogWatch(
      Collection<VerifierKey> logs, CosigningKey key, WatchedStore store, InstantSource clock) {
    for (VerifierKey log : logs) {
      keysByOrigin.computeIfAbsent(log.name(), name -> new ArrayList<>()).add(log);
      originsByDigest.put(MonitoringPath.digest(log.name()), log.name());
    }
    this.key = key;
    this.store = store;
    this.clock = clock;
  }

  /// The key that cosignatures are verified with.
  public CosignerKey cosignerKey() {
    return key.cosignerKey();
  }

  /// The origins of the logs that are watched.
  public List<String> origins() {
    return List.copyOf(keysByOrigin.keySet());
  }

  /// The checkpoint that was cosigned last of a log, with the cosignature.
  ///
  /// @param originDigest the SHA-256 of its origin, in lower-case hexadecimal
  public Uni<Optional<SignedNote>> newest(String originDigest) {
    return Optional.ofNullable(originsByDigest.get(originDigest))
        .map(store::newest)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /// Judges a submission.
  ///
  /// @param body of a request `add-checkpoint`
  public Uni<WatchAnswer> add(byte[] body) {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (MalformedNoteException malformed) {
      return answer(new WatchAnswer.Malformed(String.valueOf(malformed.getMessage())));
    }
    SignedNote note = request.checkpoint();
    String origin = note.text().substring(0, note.text().indexOf('\n'));
    if (origin.isEmpty()) {
      return answer(new WatchAnswer.Malformed("the checkpoint has no origin"));
    }
    List<VerifierKey> keys = keysByOrigin.get(origin);
    if (keys == null) {
      return answer(new WatchAnswer.UnknownLog());
    }
    try {
      note.verifiedText(keys);
    } catch (UntrustedNoteException untrusted) {
      return answer(new WatchAnswer.Untrusted());
    }
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedNoteException malformed) {
      return answer(unreadable(note, malformed));
    }
    if (request.oldSize() > checkpoint.size()) {
      return answer(new WatchAnswer.Malformed("the old size is above that of the checkpoint"));
    }
    return judge(request, checkpoint, ATTEMPTS_MAX);
  }

  /// The log signed what is no checkpoint: an empty tree with another root is a lie about a tree.
  private static WatchAnswer unreadable(SignedNote note, MalformedNoteException malformed) {
    String[] lines = note.text().split("\n", -1);
    return lines.length > 2 && lines[1].equals("0")
        ? new WatchAnswer.Inconsistent("the empty tree has one root, and not this one")
        : new WatchAnswer.Malformed(String.valueOf(malformed.getMessage()));
  }

  private Uni<WatchAnswer> judge(AddCheckpoint request, Checkpoint checkpoint, int attempts) {
    return store
        .newest(checkpoint.origin())
        .chain(
            newest -> {
              Optional<Checkpoint> before = newest.map(note -> Checkpoint.parse(note.text()));
              long seen = before.map(Checkpoint::size).orElse(0L);
              if (request.oldSize() != seen || attempts == 0) {
                return answer(new WatchAnswer.OtherSize(seen));
              }
              Optional<String> contradiction = contradiction(request.proof(), before, checkpoint);
              if (contradiction.isPresent()) {
                tell(newest, request.checkpoint(), contradiction.get());
                return answer(new WatchAnswer.Inconsistent(contradiction.get()));
              }
              return remember(request, before, checkpoint, attempts);
            });
  }

  /// Why the checkpoint does not continue what was seen; empty if it does.
  private static Optional<String> contradiction(
      List<Digest> proof, Optional<Checkpoint> before, Checkpoint checkpoint) {
    if (before.isEmpty() || before.get().size() == 0) {
      return proof.isEmpty()
          ? Optional.empty()
          : Optional.of("a proof from the empty tree has no hashes");
    }
    Checkpoint seen = before.get();
    try {
      return new ConsistencyProof(seen.size(), checkpoint.size(), proof)
              .proves(seen.root(), checkpoint.root())
          ? Optional.empty()
          : Optional.of("the proof does not lead from the root that was cosigned to this one");
    } catch (MalformedProofException malformed) {
      return Optional.of(String.valueOf(malformed.getMessage()));
    }
  }

  private Uni<WatchAnswer> remember(
      AddCheckpoint request, Optional<Checkpoint> before, Checkpoint checkpoint, int attempts) {
    SignedNote submitted = request.checkpoint();
    NoteSignature line = key.cosign(submitted.text(), clock.instant().getEpochSecond());
    SignedNote cosigned;
    try {
      cosigned = own(submitted).with(List.of(line));
    } catch (MalformedNoteException tooManySignatures) {
      return answer(new WatchAnswer.Malformed(String.valueOf(tooManySignatures.getMessage())));
    }
    return store
        .advance(before, checkpoint, cosigned)
        .chain(
            advanced ->
                advanced
                    ? answer(new WatchAnswer.Cosigned(line))
                    : judge(request, checkpoint, attempts - 1));
  }

  /// The note with the signatures of the log alone: what strangers put under it is not kept, nor a
  /// line of the log that they repeated.
  private SignedNote own(SignedNote note) {
    String origin = note.text().substring(0, note.text().indexOf('\n'));
    List<VerifierKey> keys = keysByOrigin.getOrDefault(origin, List.of());
    SignedNote named = note.withSignaturesOf(keys);
    return new SignedNote(named.text(), named.signatures().stream().distinct().toList());
  }

  /// Both notes are signed by the log: together they may show that it has two versions. Anybody can
  /// send a checkpoint again with a wrong proof, so the same one is told once.
  private void tell(Optional<SignedNote> seen, SignedNote refused, String reason) {
    String sent = refused.render();
    if (sent.equals(toldLast)) {
      return;
    }
    toldLast = sent;
    LOG.log(
        Level.ERROR,
        "a log that is watched contradicts itself, or sent a wrong proof: "
            + reason
            + "; keep both\n"
            + seen.map(SignedNote::render).orElse("")
            + "\n"
            + sent);
  }

  private static Uni<WatchAnswer> answer(WatchAnswer answer) {
    return Uni.createFrom().item(answer);
  }
}
