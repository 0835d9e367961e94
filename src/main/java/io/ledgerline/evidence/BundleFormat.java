package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import java.util.regex.Pattern;

/// The names, the limits and the fixed text of a bundle of version 1.
final class BundleFormat {

  /// The version of the format.
  static final String VERSION = "1";

  static final String MANIFEST = "MANIFEST.sha256";
  static final String README = "README.md";
  static final String DESCRIPTION = "bundle.json";
  static final String CHECKPOINT = "checkpoint";
  static final String KEY = "keys/log.vkey";
  static final String DOCUMENTS = "documents/";

  /// The largest bundle that is read, in bytes.
  static final int BUNDLE_BYTES_MAX = 256 << 20;

  /// The largest file in it, in bytes.
  static final int FILE_BYTES_MAX = 64 << 20;

  /// The largest `bundle.json`, in bytes: it is read as a whole before anything vouches for it.
  static final int DESCRIPTION_BYTES_MAX = 16 << 20;

  /// The most files: one below what a zip can count without its 64-bit extension.
  static final int FILES_MAX = 65_534;

  static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,15}");
  static final Pattern DOCUMENT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Pattern NAME =
      Pattern.compile(
          "MANIFEST\\.sha256|README\\.md|bundle\\.json|checkpoint|keys/log\\.vkey"
              + "|entries/(0|[1-9][0-9]{0,15})\\.(leaf|tlog-proof)"
              + "|payload/(0|[1-9][0-9]{0,15})\\.json"
              + "|documents/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// The text of `README.md`, the same in every bundle, so that nobody can put other words there.
  /// It stays for ever: a better text is a further constant, and both are accepted.
  static final Bytes README_V1 =
      Bytes.utf8(
          """
          # Evidence from a Ledgerline log

          This file belongs to a bundle: entries of an append-only log, with what is needed to check
          that they are in it. What the bundle is about, and why each entry is in it, is said in
          `bundle.json`, in the words of whoever made it.

          ## How to check it

              java -jar ledgerline-verifier.jar BUNDLE.zip --vkey KEY

          KEY is the verifier key of the log, one line of text. Get it from somewhere else than this
          bundle: from the operator, a contract, a web page that you trust. `keys/log.vkey` is a copy
          for comparison. Whoever forges a bundle forges that copy too.

          The verifier needs Java 17 and nothing else, and no network. The formats are open, and
          other programs read them as well:

          * `MANIFEST.sha256` lists every other file: `sha256sum -c MANIFEST.sha256`.
          * `checkpoint` is a signed note (C2SP signed-note and tlog-checkpoint, Ed25519): the log's
            origin, its number of entries, and the root of the Merkle tree over them.
          * `entries/N.leaf` is what the tree holds of entry N. Its leaf hash is
            SHA-256(0x00 || file) (RFC 9162).
          * `entries/N.tlog-proof` proves that leaf under the checkpoint (C2SP tlog-proof).
          * `payload/N.json` is the event itself in units, each with its salt. A unit's digest is
            SHA-256("ledgerline/unit/v1\\n" || salt || length of the pointer, four bytes, big-endian
            || pointer || value); the Merkle tree over these digests is the leaf's `payload_root`.
            The leaf's `event_digest` is SHA-256("ledgerline/event/v1\\n" || event salt || event).
            A unit without a value was erased or is withheld.
          * `documents/` holds documents that the bundle belongs to.

          ## What a verified bundle shows

          These bytes were in the log, each at its place, when the log's key signed the checkpoint.
          Nothing in them was changed, added or taken out since.

          ## What it does not show

          * That what an event says is true.
          * That a producer sent everything, or that nothing was left out of this bundle: it holds a
            selection.
          * Who a person behind a key is.
          * The exact time of receipt: `received_at` is the clock of the log's operator. The log
            fixes the order, and only a time stamp or a witness from outside bounds the time.
          * That there is no second version of the log: only witnesses or monitors that saw the same
            checkpoints can show it.
          * That entries after the checkpoint will last.
          * What a unit said that was erased or is withheld, or a secret that was replaced before
            anything was hashed (`redactions` in a leaf counts these).
          * That a document under `documents/` is the log's, unless an entry of the bundle records
            its digest; the verifier tells which. The words in `bundle.json`, its subject and roles,
            are nobody's but those of whoever made the bundle.
          """);

  private BundleFormat() {}

  /// Whether a bundle may hold a file of this name: nothing else is written anywhere by whoever
  /// unpacks it.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static String leaf(long index) {
    return "entries/" + index + ".leaf";
  }

  static String proof(long index) {
    return "entries/" + index + ".tlog-proof";
  }

  static String payload(long index) {
    return "payload/" + index + ".json";
  }

  static String document(String name) {
    return DOCUMENTS + name;
  }
}
