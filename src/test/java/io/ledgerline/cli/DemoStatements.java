package io.ledgerline.cli;

import static io.ledgerline.cli.DemoRecords.event;
import static io.ledgerline.cli.DemoRecords.model;
import static io.ledgerline.cli.DemoRecords.object;
import static io.ledgerline.cli.DemoRecords.person;
import static io.ledgerline.cli.DemoRecords.recordId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What named roles of a fictitious bank state about the model. The figures in the texts are those
/// of the real events; the row ids are those of the checklist (AI Act, Annex IV and Article 13).
final class DemoStatements {

  /// The consolidated text of the law that the rows are from.
  private static final String LAW_VERSION = "2026-07-27";

  private static final Map<String, Object> OWNER =
      person("p-haddad", "Leila Haddad", "credit product owner");
  private static final Map<String, Object> DEVELOPER =
      person("p-lindqvist", "Jonas Lindqvist", "model developer");
  private static final Map<String, Object> STEWARD =
      person("p-novak", "Petra Novak", "data steward, team risk-data");
  private static final Map<String, Object> OVERSIGHT =
      person("p-moreau", "Claire Moreau", "head of credit operations");

  private DemoStatements() {}

  static List<Map<String, Object>> all() {
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(purpose());
    statements.add(misuse());
    statements.add(limits());
    statements.add(data());
    statements.add(oversight());
    statements.add(reading());
    statements.add(metric());
    statements.add(groups());
    statements.add(photographs());
    return statements;
  }

  private static Map<String, Object> purpose() {
    return statement(
        "purpose",
        "2026-11-20T16:40:00Z",
        OWNER,
        List.of("AN4.1a.1", "ART13.3b.i"),
        "Orders incoming applications for consumer loans of private persons by their estimated"
            + " risk of default, so that a credit officer sees the riskier ones first.",
        List.of());
  }

  private static Map<String, Object> misuse() {
    return statement(
        "misuse",
        "2026-11-20T16:41:00Z",
        OWNER,
        List.of("ART13.3b.iii"),
        "Not for declining an application without a person's decision, not for credit limits,"
            + " prices or collection, not for companies, and not for applicants outside the"
            + " population of the training data.",
        List.of());
  }

  private static Map<String, Object> limits() {
    return statement(
        "limits",
        "2026-11-20T16:52:00Z",
        DEVELOPER,
        List.of("AN4.3.1", "AN4.3.2", "ART13.3b.ii"),
        "On 986 held-out rows the AUC is 0.555, hardly better than chance: the score separates"
            + " those who default from those who pay back only weakly. The evaluation table has two"
            + " rows of label and prediction, so at its own threshold the model predicts one class"
            + " for everybody. Robustness was not evaluated.",
        List.of(recordId("evaluation", "credit_default/3/test")));
  }

  private static Map<String, Object> data() {
    return statement(
        "data",
        "2026-11-20T16:47:00Z",
        STEWARD,
        List.of("AN4.2d.2", "AN4.2d.3"),
        "5,000 synthetic applicants with applications, bureau records and outcomes, made for a"
            + " demonstration; no person stands behind a row. 4,014 rows train the model and 986"
            + " test it.",
        List.of());
  }

  private static Map<String, Object> oversight() {
    return statement(
        "oversight",
        "2026-11-20T17:05:00Z",
        OVERSIGHT,
        List.of("AN4.2e.1", "AN4.3.4", "ART13.3d"),
        "A credit officer can override every decline and must give a reason; the review times are"
            + " recorded. Officers see the score and the six input values, not the outcome of"
            + " similar applicants.",
        List.of());
  }

  private static Map<String, Object> reading() {
    return statement(
        "reading",
        "2026-11-20T17:09:00Z",
        DEVELOPER,
        List.of("AN4.2e.2", "ART13.3b.vii"),
        "The score is an estimated probability of default between 0 and 1. From 0.22 on an"
            + " application is declined. A difference of a few hundredths between two applicants"
            + " means nothing.",
        List.of());
  }

  private static Map<String, Object> metric() {
    return statement(
        "metric",
        "2026-11-20T16:53:00Z",
        DEVELOPER,
        List.of("AN4.4"),
        "The AUC was chosen because the score orders applications and the threshold may move. It"
            + " says nothing about whether the probabilities are right; calibration was not"
            + " measured.",
        List.of(recordId("evaluation", "credit_default/3/test")));
  }

  private static Map<String, Object> groups() {
    return statement(
        "groups",
        "2026-11-20T16:55:00Z",
        DEVELOPER,
        List.of("AN4.2g.3", "ART13.3b.v"),
        "Age is an input. No evaluation by age group, or by any other group, was done for this"
            + " version.",
        List.of(recordId("evaluation", "credit_default/3/test")));
  }

  private static Map<String, Object> photographs() {
    Map<String, Object> event =
        statement(
            "photographs",
            "2026-11-20T16:42:00Z",
            OWNER,
            List.of("AN4.1f"),
            "No photographs or markings.",
            List.of());
    data(event).put("applicability", "not-applicable");
    data(event).put("reason", "The model is software and part of no physical product.");
    return event;
  }

  private static Map<String, Object> statement(
      String name,
      String occurredAt,
      Map<String, Object> actor,
      List<String> rowIds,
      String text,
      List<String> evidence) {
    Map<String, Object> fields =
        object(
            "actor", actor,
            "rowIds", rowIds,
            "lawVersion", LAW_VERSION,
            "language", "en",
            "text", text,
            "scope", model(),
            "applicability", "applies",
            "evidence", evidence,
            "validFrom", occurredAt,
            "tags", object("fictitious", "the person"));
    if (evidence.isEmpty()) {
      fields.remove("evidence");
    }
    return event(
        "statement", recordId("statement", name), occurredAt, "personal", "documentation", fields);
  }

  @SuppressWarnings("unchecked") // the member was put there by DemoRecords.event
  private static Map<String, Object> data(Map<String, Object> event) {
    return (Map<String, Object>) event.get("data");
  }
}
