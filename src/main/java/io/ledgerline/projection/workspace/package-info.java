/// A graph as it will be: the stored one, what is remembered of it, and the changes of one batch.
///
/// [Workspace] is read and changed entry by entry, through an [EntryNote], and gives the change for
/// the store, with what the history has to keep of it. [Memory] lives longer than a batch, so that
/// what many entries speak of is read from the store once. [Touched] collects what may have to be
/// derived anew.
///
/// Must not know what an entry says, nor what follows from it.
package io.ledgerline.projection.workspace;
