package io.ledgerline.anchor;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.AnchorFile;
import io.ledgerline.anchor.directory.UsedDirectories;
import io.ledgerline.anchor.timestamp.TimestampVerifier;
import io.ledgerline.anchor.timestamp.UntrustedTimestampException;
import io.ledgerline.anchor.timestamp.WrongImprintException;
import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.guard.Anchors;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the anchor directories know of a log, for the rollback guard.
///
/// A directory counts if it can be read and, where anchors of the log were ever kept in it, has
/// some. If none counts that once had anchors, there is nothing to compare with, and the log must
/// not be written to; while one does, the others are a fault that is told. A directory that was
/// never used is a new one. The newest anchor has to be a checkpoint that the log signed: a file
/// that is none does not make an older one the newest.
public final class LogAnchors implements Anchors {

  /// Whose anchors they are.
  ///
  /// @param origin the log's
  /// @param keys that sign its checkpoints
  /// @param keyFor the key that this installation would sign a log of another origin with
  public record Owner(
      String origin,
      Supplier<Collection<VerifierKey>> keys,
      Function<String, VerifierKey> keyFor) {}

  private final Owner owner;
  private final AnchorSettings settings;
  private final Optional<TimestampVerifier> verifier;
  private final AnchorFaults faults;
  private final Executor executor;

  /// Reads the directories of the settings.
  ///
  /// @param verifier checks timestamps; without one they are passed over
  /// @param executor reads files, which may block
  public LogAnchors(
      Owner owner,
      AnchorSettings settings,
      Optional<TimestampVerifier> verifier,
      AnchorFaults faults,
      Executor executor) {
    this.owner = owner;
    this.settings = settings;
    this.verifier = verifier;
    this.faults = faults;
    this.executor = executor;
  }

  @Override
  public Uni<Recalled> recall() {
    return Uni.createFrom().item(this::read).runSubscriptionOn(executor);
  }

  /// Why the anchors forbid writing, by themselves.
  private static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  private Recalled read() {
    List<Anchor> known = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    int counted = 0;
    try {
      for (Path root : settings.directories()) {
        try {
          List<Anchor> found = read(new AnchorDirectory(root, owner.origin()));
          faults.passed(root.toString());
          known.addAll(found);
          counted += found.isEmpty() ? 0 : 1;
        } catch (IOException failed) {
          String reason = failed.getMessage() == null ? failed.toString() : failed.getMessage();
          faults.failed(root.toString(), reason);
          unusable.add(root + ": " + reason);
        }
      }
    } catch (RefusedException contradiction) {
      return new Recalled.Refused(String.valueOf(contradiction.getMessage()));
    }
    return counted == 0 && !unusable.isEmpty()
        ? new Recalled.Refused(
            "the anchors of the log cannot be compared (" + String.join("; ", unusable) + ")")
        : new Recalled.Known(known);
  }

  private List<Anchor> read(AnchorDirectory directory) throws IOException {
    requireNoOther(directory);
    List<AnchorFile> files = directory.newest();
    UsedDirectories used = new UsedDirectories(settings.used());
    if (files.isEmpty() && used.contains(owner.origin(), directory.root())) {
      throw new IOException(
          "anchors of the log were kept here and are not here; if they are gone for good, delete"
              + " its line from "
              + used.file());
    }
    List<Anchor> anchors = new ArrayList<>();
    for (AnchorFile file : files) {
      anchors.add(new Anchor(checkpoint(file), file.path().toString()));
      file.timestamp().ifPresent(timestamp -> check(file, timestamp));
    }
    return anchors;
  }

  /// A database that was lost and begun anew has another log: what its predecessor's anchors cover
  /// is missing all the same.
  private void requireNoOther(AnchorDirectory directory) throws IOException {
    for (AnchorFile file : directory.newestOfOthers()) {
      Optional<Checkpoint> own = checkpointOfOurs(file);
      if (own.isPresent()) {
        throw new RefusedException(
            ("the anchor %s is of the log %s with %d entries, signed by this installation's key,"
                    + " and the database has the log %s: it is another database, or a new one")
                .formatted(file.path(), own.get().origin(), own.get().size(), owner.origin()));
      }
    }
  }

  private Optional<Checkpoint> checkpointOfOurs(AnchorFile file) {
    try {
      SignedNote note = SignedNote.parse(file.note().toArray());
      VerifierKey key = owner.keyFor().apply(Checkpoint.parse(note.text()).origin());
      return Optional.of(Checkpoint.open(note, List.of(key)));
    } catch (MalformedNoteException | UntrustedNoteException notOurs) {
      return Optional.empty();
    }
  }

  private Checkpoint checkpoint(AnchorFile file) throws IOException {
    try {
      Checkpoint checkpoint =
          Checkpoint.open(SignedNote.parse(file.note().toArray()), owner.keys().get());
      if (checkpoint.size() == file.size() && checkpoint.origin().equals(owner.origin())) {
        return checkpoint;
      }
      throw new IOException(file.path() + " is an anchor of something else");
    } catch (MalformedNoteException | UntrustedNoteException none) {
      throw new IOException(
          file.path() + " is no checkpoint that the log signed: " + none.getMessage(), none);
    }
  }

  /// The bytes that were stamped have to be those that are there. That a timestamp proves nothing
  /// by itself is told, and ends nothing: the checkpoint beside it is compared all the same.
  private void check(AnchorFile file, Bytes timestamp) {
    if (verifier.isEmpty()) {
      return;
    }
    String place = "timestamp of " + file.path();
    try {
      verifier.get().verify(timestamp, imprint(file.note()));
      faults.passed(place);
    } catch (WrongImprintException changed) {
      throw new RefusedException(file.path() + " is not what was stamped: the anchor was replaced");
    } catch (UntrustedTimestampException nothing) {
      faults.failed(place, String.valueOf(nothing.getMessage()));
    }
  }

  /// What an authority stamps of an anchor.
  static Digest imprint(Bytes note) {
    return new Hasher().bytes(note.view()).finish();
  }
}
