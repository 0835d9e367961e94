package io.ledgerline.access;

/// What a caller may be allowed to do. None includes another.
public enum Permission {
  /// Send events and records.
  RECORD,
  /// Read entries, the graph and documents.
  READ,
  /// Write a document or a bundle, which itself becomes an entry.
  EXPORT,
  /// Read what was refused, and operate the service.
  ADMINISTER
}
