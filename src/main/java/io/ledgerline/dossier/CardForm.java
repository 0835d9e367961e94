package io.ledgerline.dossier;

import io.ledgerline.canon.Bytes;
import io.ledgerline.dossier.card.CardJson;
import io.ledgerline.dossier.card.CardMarkdown;
import io.ledgerline.dossier.card.ModelCard;

/// The forms of a model card.
public enum CardForm {
  /// For people: YAML head and Markdown.
  MARKDOWN("model-card", "model-card.md", "text/markdown"),
  /// For machines: every fact with value, state and entries.
  JSON("model-card-json", "model-card.json", "application/json");

  private final String format;
  private final String fileName;
  private final String mediaType;

  CardForm(String format, String fileName, String mediaType) {
    this.format = format;
    this.fileName = fileName;
    this.mediaType = mediaType;
  }

  /// The format in the entry that records the export.
  public String format() {
    return format;
  }

  /// The name of the file in a bundle.
  public String fileName() {
    return fileName;
  }

  /// The media type.
  public String mediaType() {
    return mediaType;
  }

  Bytes render(ModelCard card) {
    return switch (this) {
      case MARKDOWN -> CardMarkdown.render(card);
      case JSON -> CardJson.render(card);
    };
  }
}
