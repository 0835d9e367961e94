package io.ledgerline.note.policy;

import java.util.List;

/// A text that is no trust policy: everything that is wrong with it, each with its line.
public final class MalformedPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  MalformedPolicyException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// What is wrong, in the order of the lines: `line 3: …`, or a sentence about the whole.
  public List<String> problems() {
    return problems;
  }
}
