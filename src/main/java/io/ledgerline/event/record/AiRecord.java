package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A record about AI. What every record of a kind has is a component; what it may have is read from
/// `data`, the whole record, where unknown fields are too. Numbers are text, as they were written.
public sealed interface AiRecord {

  /// What every record says.
  Envelope envelope();

  /// A version of a model exists.
  ///
  /// @param artifactDigest SHA-256 of the artefact, 64 hexadecimal digits in lower case
  /// @param trainingRunIds the lineage runs that trained it, as their events write them; none only
  ///   for a model of a third party
  record ModelVersion(
      Envelope envelope,
      String modelName,
      String version,
      String artifactDigest,
      String task,
      List<String> trainingRunIds,
      List<DatasetRole> datasets,
      JsonObject data)
      implements AiRecord {

    /// A dataset that the model was made with.
    ///
    /// @param role `train`, `validation`, `test` or `calibration`
    public record DatasetRole(Ref dataset, String role) {}

    /// Copies the lists.
    public ModelVersion {
      trainingRunIds = List.copyOf(trainingRunIds);
      datasets = List.copyOf(datasets);
    }

    /// Where the artefact lies.
    public Optional<String> artifactUri() {
      return data.string("artifactUri");
    }

    /// The version before it.
    public Optional<Ref> previousVersion() {
      return Fields.ref(data, "previousVersion");
    }

    /// An SPDX licence id.
    public Optional<String> license() {
      return data.string("license");
    }
  }

  /// A model version was evaluated.
  ///
  /// @param purpose `accuracy`, `robustness`, `bias`, `security` or `other`
  /// @param procedure how, in words
  record Evaluation(
      Envelope envelope,
      Ref modelVersion,
      List<Ref> datasetVersions,
      String purpose,
      String procedure,
      List<Result> results,
      JsonObject data)
      implements AiRecord {

    /// One number.
    ///
    /// @param metric its name
    /// @param value the decimal as it was written
    /// @param data the whole result
    public record Result(String metric, String value, JsonObject data) {

      /// The unit of the value.
      public Optional<String> unit() {
        return data.string("unit");
      }

      /// The group that the number is about, if it is not about all.
      public Optional<Slice> slice() {
        return data.object("slice")
            .map(s -> new Slice(s.string("attribute").orElse(""), s.string("value").orElse("")));
      }

      /// The lower end of the confidence interval, as it was written.
      public Optional<String> ciLow() {
        return Fields.decimal(data, "ciLow");
      }

      /// The upper end of the confidence interval, as it was written.
      public Optional<String> ciHigh() {
        return Fields.decimal(data, "ciHigh");
      }

      /// How many cases the number rests on.
      public Optional<Long> n() {
        return data.integer("n");
      }

      /// Whether it meets its threshold.
      public Optional<Boolean> passed() {
        return Fields.truth(data, "passed");
      }
    }

    /// A group within a dataset.
    public record Slice(String attribute, String value) {}

    /// Copies the lists.
    public Evaluation {
      datasetVersions = List.copyOf(datasetVersions);
      results = List.copyOf(results);
    }

    /// The person or organisation that evaluated; empty if software did.
    public Optional<Actor> evaluator() {
      return Fields.actor(data, "evaluator");
    }
  }

  /// A model version decided, or helped to.
  ///
  /// @param decisionId the sender's name for it
  /// @param inputDigest SHA-256 of the input, 64 hexadecimal digits in lower case
  /// @param label what the model put out
  /// @param outcome what followed for the person or thing decided upon
  /// @param automation `automated`, `assisted` or `human`
  record Decision(
      Envelope envelope,
      String decisionId,
      Ref modelVersion,
      Instant decidedAt,
      String inputDigest,
      String label,
      String outcome,
      String automation,
      JsonObject data)
      implements AiRecord {

    /// The score beside the label, as it was written.
    public Optional<String> score() {
      return data.object("output").flatMap(output -> Fields.decimal(output, "score"));
    }

    /// How sure the model was, as it was written.
    public Optional<String> confidence() {
      return Fields.decimal(data, "confidence");
    }

    /// The datasets that the decision read, and its feature views: each is a dataset in the
    /// namespace of the record.
    public List<Ref> inputDatasets() {
      return Fields.objects(data, "inputs").stream()
          .flatMap(
              input ->
                  Stream.concat(
                      Fields.ref(input, "dataset").stream(),
                      Fields.named(envelope.namespace(), input, "featureView").stream()))
          .toList();
    }

    /// The release that the model version ran in.
    public Optional<Ref> release() {
      return Fields.ref(data, "release");
    }
  }

  /// A person oversaw a decision, a model version or a release: one of the three is there.
  ///
  /// @param type `review`, `confirm`, `disregard`, `override`, `reverse`, `stop`, `resume` or
  ///   `second-verification`
  record Oversight(
      Envelope envelope, String type, Instant startedAt, Instant endedAt, JsonObject data)
      implements AiRecord {

    /// The decision overseen.
    public Optional<Ref> decision() {
      return Fields.ref(data, "decision");
    }

    /// The model version overseen.
    public Optional<Ref> modelVersion() {
      return Fields.ref(data, "modelVersion");
    }

    /// The release overseen.
    public Optional<Ref> release() {
      return Fields.ref(data, "release");
    }

    /// The outcome before.
    public Optional<String> originalOutcome() {
      return data.string("originalOutcome");
    }

    /// The outcome after.
    public Optional<String> newOutcome() {
      return data.string("newOutcome");
    }

    /// Why. Always there for `override`, `reverse` and `stop`.
    public Optional<String> reason() {
      return data.string("reason");
    }
  }

  /// A person approved or rejected something.
  ///
  /// @param subjectDigest SHA-256 of what was approved, 64 hexadecimal digits in lower case
  /// @param verdict `approved`, `rejected` or `conditional`
  /// @param author who made what was approved, for the test of four eyes; who approved is the actor
  record Approval(
      Envelope envelope,
      Ref subject,
      String subjectDigest,
      String verdict,
      Actor author,
      JsonObject data)
      implements AiRecord {

    /// Under which conditions. Always there for `conditional`.
    public Optional<String> conditions() {
      return data.string("conditions");
    }

    /// Until when.
    public Optional<Instant> validUntil() {
      return Fields.time(data, "validUntil");
    }
  }

  /// A person stated something that no system can measure.
  ///
  /// @param rowIds which rows of a checklist it answers
  /// @param lawVersion the date of the law's text that the rows are from
  /// @param language a BCP 47 tag
  /// @param scope what it is about
  /// @param applicability `applies` or `not-applicable`
  record Statement(
      Envelope envelope,
      List<String> rowIds,
      LocalDate lawVersion,
      String language,
      String text,
      Ref scope,
      String applicability,
      Instant validFrom,
      JsonObject data)
      implements AiRecord {

    /// Copies the list.
    public Statement {
      rowIds = List.copyOf(rowIds);
    }

    /// Why a row does not apply. Always there for `not-applicable`.
    public Optional<String> reason() {
      return data.string("reason");
    }

    /// Records that bear it out.
    public List<Ref> evidence() {
      return Fields.refs(data, "evidence");
    }
  }

  /// What the versions of a dataset are to be like, from the entry on, until the next contract.
  ///
  /// @param dataset namespace and name
  /// @param version of the contract
  /// @param owner who answers for the dataset
  record Contract(Envelope envelope, Ref dataset, String version, Actor owner, JsonObject data)
      implements AiRecord {}

  /// A record of which a table says what becomes of its fields; they are read from `data`.
  ///
  /// @param kind which kind it is: any that has no record of its own here
  record Described(Envelope envelope, RecordKind kind, JsonObject data) implements AiRecord {}

  /// What an earlier or later event says is not so. Both stay in the ledger.
  ///
  /// @param target what is retracted
  /// @param actor who retracts it
  /// @param reason why
  record Retraction(
      Envelope envelope, RetractionTarget target, Actor actor, String reason, JsonObject data)
      implements AiRecord {}
}
