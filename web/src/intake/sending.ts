/* What is sent when a letter is accepted: its nodes as the server wants them, and what becomes of the letter before. Pure. */
import type { Difference } from './diff'
import type { Letter } from './letter'
import { type Tree, in_document_order, text_of } from './tree'

/** For each node the finding that said the same in the letter that is replaced. */
export function records_before(differences: readonly Difference[]): Map<number, string> {
  return new Map(differences.flatMap((d) => (d.kind === 'same' || d.kind === 'changed' ? [[Number(d.after.key), d.before.key] as const] : [])))
}

/** Findings that the new letter says no more and that leave the ledger: all but those that are to stay. */
export function withdrawn(differences: readonly Difference[], staying: readonly string[]): string[] {
  return differences.flatMap((d) => (d.kind === 'removed' && !staying.includes(d.before.key) ? [d.before.key] : []))
}

/** The server wants ids 1…n in the order of the letter; `sent` says which node each of them was. */
export function nodes_to_send(letter: Letter, tree: Tree, before: ReadonlyMap<number, string>) {
  const order = in_document_order(tree)
  const sent = order.map((n) => n.id)
  const id_of = new Map(sent.map((id, i) => [id, i + 1]))
  const rearranged = tree.items.some((n, i) => i > 0 && n.start < (tree.items[i - 1]?.start ?? 0))
  const position = new Map(tree.items.map((n, i) => [n.id, i + 1]))
  const nodes = order.map((n) => ({
    id: id_of.get(n.id),
    parent: id_of.get(n.parent) ?? 0,
    level: n.level,
    no: n.no,
    title: n.title,
    text: text_of(letter, n),
    start: n.start,
    end: n.end,
    deadline: n.deadline,
    lead_units: n.lead_units,
    responsible_units: n.responsible_units,
    status_text: n.status_text,
    ...(before.has(n.id) ? { was: before.get(n.id) } : {}),
    ...(rearranged && n.level !== 'other' ? { position: position.get(n.id) } : {}),
  }))
  return { nodes, sent }
}
