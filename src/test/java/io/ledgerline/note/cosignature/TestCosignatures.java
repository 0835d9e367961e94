package io.ledgerline.note.cosignature;

import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Known answers that were made without this code.
///
/// The first ones were computed with the Go libraries of C2SP from seeds of 32 times 0x01 and 0x02.
/// [#REAL] is what the log `arche2025h1` of transparency.dev published; three of those who cosigned
/// it publish their keys.
public final class TestCosignatures {

  /// The key of the log.
  public static final String LOG_VKEY =
      "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

  /// The key of the witness.
  public static final String WITNESS_VKEY =
      "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";

  /// What the witness cosigned.
  public static final String TEXT =
      "ledgerline.example/demo\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";

  /// When, in seconds: 2026-01-01T00:00:00Z.
  public static final long SECONDS = 1_767_225_600;

  /// The log's signature.
  public static final String LOG_LINE =
      "\u2014 ledgerline.example/demo"
          + " RP0VAissjS1CwLllhm5xlb9I78sxGQMNanWjLn98sZDnimb3nPm4366qMIrnX+ikN/QiColUFbBB5A9xGFGF5V4zYgs=\n";

  /// The cosignature.
  public static final String COSIGNATURE_LINE =
      "\u2014 witness.example/w1"
          + " 3xwKNQAAAABpVbkARhzzoc6tQtmXoG9zeDhBA8qVFuTr93yItSw79lmrYOqVLxtyftmwlN8rOrW2wAexm0xb6lC6h1dXjo8B7o9DBQ==\n";

  /// The checkpoint with both.
  public static final String COSIGNED = TEXT + "\n" + LOG_LINE + COSIGNATURE_LINE;

  /// The key of the real log.
  public static final String REAL_LOG =
      "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";

  /// A witness of the real log.
  public static final String REMORA =
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

  /// A witness of the real log.
  public static final String STAGEMOLE =
      "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv";

  /// A witness of the real log.
  public static final String SMARTIT =
      "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO";

  /// A witness that did not cosign the real checkpoint.
  public static final String NAVIGLI =
      "witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G";

  /// A real checkpoint: two signatures of the log, one of them of a type that is not read here, and
  /// four cosignatures.
  public static final String REAL =
      """
      arche2025h1.staging.ct.transparency.dev
      1432088532
      U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

      \u2014 arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
      \u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
      \u2014 transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
      \u2014 witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
      \u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
      \u2014 witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
      """;

  private TestCosignatures() {}

  /// The key of a witness whose seed is 32 times a byte.
  public static CosigningKey key(String name, int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return CosigningKey.ofSeed(name, seed);
  }

  /// The note of a text.
  public static SignedNote parse(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }
}
