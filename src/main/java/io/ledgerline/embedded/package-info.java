/// The embedded PostgreSQL, the home directory and the keys of a first start.
///
/// [Home] is the directory, held by one process; [KeyFiles] are its secrets; [EmbeddedPostgres] is
/// the server; [Schema] applies the migrations, to it or to any other database. What a person has
/// to put right is a [CannotStartException].
///
/// Must not know what the tables mean, nor what runs on them.
package io.ledgerline.embedded;
