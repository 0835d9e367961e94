package io.ledgerline.wiring;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.intake.Quarantine;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.signature.SignerKey;
import io.ledgerline.signature.SignerKeys;
import io.ledgerline.vault.SubjectIndex;
import io.ledgerline.vault.SubjectKey;
import io.ledgerline.wiring.config.people.SignerConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The door.
final class IntakeBeans {

  IntakeBeans() {}

  @Produces
  @Singleton
  Intake intake(
      Ledger ledger,
      Quarantine quarantine,
      LedgerlineConfig config,
      SubjectIndex subjects,
      SignerKeys signers,
      InstantSource clock,
      SecureRandom random) {
    return new Intake(ledger, quarantine, settings(config, subjects, signers), clock, random);
  }

  /// By which values the entries of a person are found again.
  @Produces
  @Singleton
  SubjectIndex subjects(LedgerlineConfig config, SubjectKey key) {
    return new SubjectIndex(
        pointers(config.vault().subjectPointers().orElse(List.of())), Optional.of(key));
  }

  /// The keys that verify signatures on records.
  @Produces
  @Singleton
  SignerKeys signers(LedgerlineConfig config) {
    try {
      return new SignerKeys(
          new TreeMap<>(config.signers())
              .entrySet().stream()
                  .map(signer -> signer(signer.getKey(), signer.getValue()))
                  .toList());
    } catch (IllegalArgumentException unusable) {
      throw new CannotStartException("ledgerline.signers: " + unusable.getMessage(), unusable);
    }
  }

  private static SignerKey signer(String id, SignerConfig config) {
    try {
      return SignerKey.ofPem(
          id,
          config.actor(),
          Files.readString(config.publicKeyFile()),
          config.from(),
          config.until());
    } catch (IOException unreadable) {
      throw new CannotStartException(
          "cannot read " + config.publicKeyFile() + ": " + unreadable, unreadable);
    }
  }

  @Produces
  @Singleton
  SubjectKey subjectKey(Keys keys) {
    return new SubjectKey(keys.subjectKey());
  }

  /// What is configured for a type takes the place of its default.
  private static IntakeSettings settings(
      LedgerlineConfig config, SubjectIndex subjects, SignerKeys signers) {
    LedgerlineConfig.Intake intake = config.intake();
    Map<String, List<JsonPointer>> personal =
        new LinkedHashMap<>(IntakeSettings.DEFAULTS.personalFields());
    intake.personalFields().forEach((type, texts) -> personal.put(type, pointers(texts)));
    return new IntakeSettings(
        config.ingest().bodyBytesMax(),
        intake.depthMax(),
        intake.batchEventsMax(),
        intake.personalFacets(),
        personal,
        pointers(intake.redactedPointers().orElse(List.of())),
        subjects,
        signers,
        intake.retryAfter());
  }

  private static List<JsonPointer> pointers(List<String> texts) {
    return texts.stream().map(JsonPointer::parse).toList();
  }
}
