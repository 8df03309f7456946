/* The split of a letter into a tree, as a value that is never changed: every operation gives a new Tree or says why not.
 *
 * What always holds (violations() lists breaches; the tests run it after every operation):
 *   - the spans of all nodes tile the letter: sorted by start they touch, begin at 0, end at its length, none is empty;
 *   - `items` (everything but "other") is a forest in preorder: a parent stands before its children, subtrees are contiguous;
 *   - a parent may hold its children's levels (can_hold: the server's own rule) and stands before them in the letter, too;
 *   - `others` is in document order, without parents or children.
 * The words of the letter never change here: a node's text is always the letter's own characters from start to end.
 * The order of items is the order of the ledger; it differs from the document's only where a person moved something. */
import type { Level, ParsedDeadline, ParsedNode } from '@/api/types'
import { type Letter, number_of, title_of } from './letter'

export type { Level } from '@/api/types'

export interface Node {
  readonly id: number
  readonly parent: number // 0: top
  readonly level: Level
  readonly no: string
  readonly title: string
  readonly start: number
  readonly end: number
  readonly deadline: ParsedDeadline | null
  readonly lead_units: readonly string[]
  readonly responsible_units: readonly string[]
  readonly status_text: string | null
  readonly gap: boolean // the reader accounted for these characters nowhere; a person must look
}

export interface Tree {
  readonly items: readonly Node[]
  readonly others: readonly Node[]
  readonly next_id: number
}

export type Refusal =
  | 'no_previous'
  | 'no_next'
  | 'already_top'
  | 'nothing_above'
  | 'point_needs_finding'
  | 'parent_later'
  | 'cannot_hold'
  | 'at_edge'
  | 'blank_part'
  | 'across_nodes'
  | 'other_has_no_place'

export type Result = { ok: true; tree: Tree; focus: number } | { ok: false; why: Refusal }

const rank: Partial<Record<Level, number>> = { aspect: 1, item: 2, finding: 3, point: 4 }
const ranked: Level[] = ['aspect', 'item', 'finding', 'point']

/** May a node of one level stand under a node of another? `null` is the top, which holds everything. As the server has it. */
export function can_hold(parent: Level | null, child: Level): boolean {
  if (parent === null) return child !== 'other'
  switch (child) {
    case 'item':
    case 'finding':
      return parent === 'aspect' || parent === 'item'
    case 'point':
      return parent === 'finding' || parent === 'point'
    case 'action':
    case 'demand':
      return parent !== 'other' && parent !== 'action'
    default:
      return false
  }
}

/** The place a level has when nobody says otherwise: under something wider, never under its own kind. */
function natural(parent: Level | null, child: Level): boolean {
  return can_hold(parent, child) && parent !== child
}

const refuse = (why: Refusal): Result => ({ ok: false, why })

/* ---- a working copy, in which one operation is done ---- */

class Draft {
  private readonly nodes = new Map<number, Node>()
  private readonly under = new Map<number, number[]>()
  next_id: number

  constructor(tree: Tree) {
    this.next_id = tree.next_id
    for (const n of tree.others) this.nodes.set(n.id, n)
    for (const n of tree.items) {
      this.nodes.set(n.id, n)
      this.children(n.parent).push(n.id)
    }
  }

  get(id: number): Node {
    const n = this.nodes.get(id)
    if (!n) throw new Error(`no node ${id}`)
    return n
  }
  set(id: number, patch: Partial<Node>): void {
    this.nodes.set(id, { ...this.get(id), ...patch })
  }
  add(node: Omit<Node, 'id'>): number {
    const id = this.next_id++
    this.nodes.set(id, { ...node, id })
    return id
  }
  children(id: number): number[] {
    let list = this.under.get(id)
    if (!list) this.under.set(id, (list = []))
    return list
  }
  level(id: number): Level | null {
    return id === 0 ? null : this.get(id).level
  }
  index(id: number): number {
    return this.children(this.get(id).parent).indexOf(id)
  }
  detach(id: number): void {
    this.children(this.get(id).parent).splice(this.index(id), 1)
  }
  attach(id: number, parent: number, at: number): void {
    if (this.get(id).parent !== parent) this.set(id, { parent })
    this.children(parent).splice(at, 0, id)
  }
  /** Out of its parent, to stand right after it. What followed it there goes under it, where it fits, so that the
   *  order stays that of the document. */
  lift(id: number): void {
    const parent = this.get(id).parent
    const siblings = this.children(parent)
    const at = siblings.indexOf(id)
    const followers = siblings.slice(at + 1)
    this.detach(id)
    this.attach(id, this.get(parent).parent, this.index(parent) + 1)
    let home = true
    for (const f of followers) {
      home = home && can_hold(this.get(id).level, this.get(f).level)
      if (!home) break
      this.detach(f)
      this.attach(f, id, this.children(id).length)
    }
  }
  lift_until_natural(id: number): void {
    while (!natural(this.level(this.get(id).parent), this.get(id).level)) this.lift(id)
  }
  /** Under a parent, at a place. A point that loses its problem becomes one. */
  adopt(id: number, parent: number, at: number): void {
    if (this.get(id).level === 'point' && !can_hold(this.level(parent), 'point')) this.set(id, { level: 'finding' })
    this.attach(id, parent, at)
  }
  /** After a change of level: children move one step with their parent, or come out behind it. */
  settle_children(id: number): void {
    const level = this.get(id).level
    const list = this.children(id)
    for (let i = list.length - 1; i >= 0; i--) {
      const child = list[i] as number
      if (natural(level, this.get(child).level)) continue
      if (this.get(child).level === 'point' && (level === 'aspect' || level === 'item')) {
        this.set(child, { level: 'finding' })
        continue
      }
      this.detach(child)
      let after = id
      const fits = () => {
        const above = this.level(this.get(after).parent)
        return can_hold(above, this.get(child).level) || (this.get(child).level === 'point' && above !== null && can_hold(above, 'finding'))
      }
      while (!fits()) after = this.get(after).parent
      this.adopt(child, this.get(after).parent, this.index(after) + 1)
    }
  }
  remove(id: number): void {
    this.nodes.delete(id)
    this.under.delete(id)
  }
  /** Is this node, or one it stands under, of that level? */
  has_above(id: number, level: Level): boolean {
    for (let p = id; p; p = this.get(p).parent) if (this.get(p).level === level) return true
    return false
  }
  is_under(id: number, ancestor: number): boolean {
    for (let p = this.get(id).parent; p; p = this.get(p).parent) if (p === ancestor) return true
    return false
  }

  tree(): Tree {
    const items: Node[] = []
    const walk = (id: number) => {
      for (const child of this.children(id)) {
        items.push(this.get(child))
        walk(child)
      }
    }
    walk(0)
    const others = [...this.nodes.values()].filter((n) => n.level === 'other').sort((a, b) => a.start - b.start)
    return { items, others, next_id: this.next_id }
  }
  done(focus: number): Result {
    const tree = this.tree()
    if (tree.items.some((n) => n.parent && this.get(n.parent).start > n.start)) return refuse('parent_later')
    return { ok: true, tree, focus }
  }
}

/* ---- looking ---- */

export function in_document_order(tree: Tree): Node[] {
  return [...tree.items, ...tree.others].sort((a, b) => a.start - b.start)
}

export function find(tree: Tree, id: number): Node | undefined {
  return tree.items.find((n) => n.id === id) ?? tree.others.find((n) => n.id === id)
}

export function node_at(tree: Tree, offset: number): Node | undefined {
  const inside = (n: Node) => n.start <= offset && offset < n.end
  return tree.items.find(inside) ?? tree.others.find(inside)
}

export function depths(tree: Tree): Map<number, number> {
  const depth = new Map<number, number>([[0, -1]])
  for (const n of tree.items) depth.set(n.id, (depth.get(n.parent) ?? -1) + 1)
  return depth
}

/** Items in their order, each followed by the other text that stands behind it in the letter. */
export function in_display_order(tree: Tree): Node[] {
  const behind = new Map<number, Node[]>()
  let last = 0
  for (const n of in_document_order(tree)) {
    if (n.level === 'other') behind.set(last, [...(behind.get(last) ?? []), n])
    else last = n.id
  }
  return [...(behind.get(0) ?? []), ...tree.items.flatMap((n) => [n, ...(behind.get(n.id) ?? [])])]
}

export function text_of(letter: Letter, node: Node): string {
  return letter.slice(node.start, node.end).replace(/\n$/, '')
}

export interface Figures {
  aspect: number
  item: number
  finding: number
  point: number
  demand: number
  action: number
  other: number
  characters: number
  claimed: number // in items
  set_aside: number // in others a person or the reader has seen
  unaccounted: number
}

export function figures(letter: Letter, tree: Tree): Figures {
  const f: Figures = {
    aspect: 0, item: 0, finding: 0, point: 0, demand: 0, action: 0, other: 0,
    characters: letter.length, claimed: 0, set_aside: 0, unaccounted: 0,
  } // prettier-ignore
  for (const n of tree.items) {
    f[n.level]++
    f.claimed += n.end - n.start
  }
  for (const n of tree.others) {
    f.other++
    if (n.gap) f.unaccounted += n.end - n.start
    else f.set_aside += n.end - n.start
  }
  return f
}

/** What does not hold, in words for a developer; empty when all is well. */
export function violations(letter: Letter, tree: Tree): string[] {
  const wrong: string[] = []
  let at = 0
  for (const n of in_document_order(tree)) {
    if (n.start !== at) wrong.push(`node ${n.id} starts at ${n.start}, expected ${at}`)
    if (n.end <= n.start) wrong.push(`node ${n.id} is empty`)
    at = n.end
  }
  if (at !== letter.length) wrong.push(`spans end at ${at}, the letter at ${letter.length}`)

  const ids = new Set<number>()
  const by_id = new Map(tree.items.map((n) => [n.id, n]))
  const open: number[] = [] // the path to the node before
  for (const n of tree.items) {
    if (ids.has(n.id)) wrong.push(`id ${n.id} twice`)
    ids.add(n.id)
    if (n.level === 'other') wrong.push(`other ${n.id} among the items`)
    while (open.length && open[open.length - 1] !== n.parent) open.pop()
    if (n.parent !== 0 && !open.length) wrong.push(`node ${n.id} does not follow its parent ${n.parent}`)
    open.push(n.id)
    const parent = n.parent ? by_id.get(n.parent) : undefined
    if (parent && parent.start > n.start) wrong.push(`node ${n.id} stands before its parent in the letter`)
    if (parent && !can_hold(parent.level, n.level)) wrong.push(`${n.level} ${n.id} under ${parent.level} ${parent.id}`)
  }
  tree.others.forEach((n, i) => {
    if (ids.has(n.id)) wrong.push(`id ${n.id} twice`)
    ids.add(n.id)
    if (n.level !== 'other' || n.parent !== 0) wrong.push(`other ${n.id} stands in the tree`)
    if (i && (tree.others[i - 1] as Node).start > n.start) wrong.push('others out of order')
  })
  if (Math.max(0, ...ids) >= tree.next_id) wrong.push('next_id is taken')
  return wrong
}

/* ---- taking over what the reader proposes ---- */

/** Characters the reader left out become marked "other" nodes; overlaps are cut; parents that do not exist are dropped. */
export function tree_from(letter: Letter, parsed: readonly ParsedNode[]): Tree {
  let next_id = Math.max(0, ...parsed.map((n) => n.id)) + 1
  const nodes: Node[] = []
  const gap = (start: number, end: number) =>
    nodes.push({
      id: next_id++, parent: 0, level: 'other', no: '', title: '', start, end,
      deadline: null, lead_units: [], responsible_units: [], status_text: null, gap: true,
    }) // prettier-ignore
  let at = 0
  for (const p of [...parsed].sort((a, b) => a.start - b.start)) {
    const start = Math.max(p.start, at)
    const end = Math.min(p.end, letter.length)
    if (end <= start) continue
    if (start > at) gap(at, start)
    nodes.push({
      id: p.id,
      parent: p.level === 'other' ? 0 : p.parent,
      level: p.level,
      no: p.no,
      title: p.title,
      start,
      end,
      deadline: p.deadline,
      lead_units: p.lead_units ?? [],
      responsible_units: p.responsible_units ?? [],
      status_text: p.status_text ?? null,
      gap: false,
    })
    at = end
  }
  if (at < letter.length) gap(at, letter.length)

  const by_id = new Map(nodes.map((n) => [n.id, n]))
  const sound = (n: Node): number => {
    const parent = by_id.get(n.parent)
    if (!parent || parent.start > n.start || !can_hold(parent.level, n.level)) return 0
    const seen = new Set([n.id])
    for (let p: Node | undefined = parent; p; p = by_id.get(p.parent)) {
      if (seen.has(p.id)) return 0
      seen.add(p.id)
    }
    return parent.id
  }
  const mended = nodes.map((n) => (n.parent === sound(n) ? n : { ...n, parent: sound(n) }))
  return new Draft({
    items: mended.filter((n) => n.level !== 'other'),
    others: mended.filter((n) => n.level === 'other'),
    next_id,
  }).tree()
}

/* ---- operations on the spans ---- */

const retitled = (letter: Letter, n: Node, start: number, end: number): string => {
  const text = letter.slice(start, end)
  return n.title && text.includes(n.title) ? n.title : title_of(text)
}

/** Cuts a node in two at a place strictly inside it. What stood under it and comes later in the letter goes with the second part. */
export function split(letter: Letter, tree: Tree, id: number, offset: number): Result {
  const draft = new Draft(tree)
  const n = draft.get(id)
  if (offset <= n.start || offset >= n.end) return refuse('at_edge')
  const first = letter.slice(n.start, offset)
  const second = letter.slice(offset, n.end)
  if (!first.trim() || !second.trim()) return refuse('blank_part')

  const due_goes = n.deadline && !first.includes(n.deadline.text) && second.includes(n.deadline.text)
  const units = [...n.lead_units, ...n.responsible_units]
  const units_go = units.some((u) => second.includes(u)) && !units.some((u) => first.includes(u))
  const created = draft.add({
    ...n,
    no: n.level === 'other' ? '' : number_of(second),
    title: n.level === 'other' ? '' : title_of(second),
    start: offset,
    end: n.end,
    deadline: due_goes ? n.deadline : null,
    lead_units: units_go ? n.lead_units : [],
    responsible_units: units_go ? n.responsible_units : [],
    status_text: null,
  })
  draft.set(id, {
    end: offset,
    title: n.level === 'other' ? '' : retitled(letter, n, n.start, offset),
    deadline: due_goes ? null : n.deadline,
    lead_units: units_go ? [] : n.lead_units,
    responsible_units: units_go ? [] : n.responsible_units,
  })
  if (n.level !== 'other') {
    draft.attach(created, n.parent, draft.index(id) + 1)
    for (const child of [...draft.children(id)]) {
      if (draft.get(child).start < offset) continue
      draft.detach(child)
      draft.attach(child, created, draft.children(created).length)
    }
  }
  return draft.done(created)
}

/** Cuts the text from a to b out of the one node it lies in, as a node of its own; blanks at the seams go with it. */
export function cut_out(letter: Letter, tree: Tree, a: number, b: number): Result {
  const n = node_at(tree, a)
  if (!n || b > n.end || a >= b) return refuse('across_nodes')
  if (!letter.slice(a, b).trim()) return refuse('blank_part')
  const start = letter.slice(n.start, a).trim() ? a : n.start
  const end = letter.slice(b, n.end).trim() ? b : n.end
  let result: Result = { ok: true, tree, focus: n.id }
  if (start > n.start) {
    result = split(letter, result.tree, n.id, start)
    if (!result.ok) return result
  }
  if (end < n.end) {
    const middle = result.focus
    const tail = split(letter, result.tree, middle, end)
    return tail.ok ? { ...tail, focus: middle } : tail
  }
  return result
}

/** Joins a node with the one before it in the letter. The earlier one stays, unless it is "other" and this one is not. */
export function merge_with_previous(letter: Letter, tree: Tree, id: number): Result {
  const order = in_document_order(tree)
  const at = order.findIndex((n) => n.id === id)
  const later = order[at]
  const earlier = order[at - 1]
  if (!later || !earlier) return refuse('no_previous')

  const draft = new Draft(tree)
  const keep_later =
    (earlier.level === 'other' && later.level !== 'other') ||
    (earlier.level !== 'other' && later.level !== 'other' && draft.is_under(earlier.id, later.id))
  const [kept, gone] = keep_later ? [later, earlier] : [earlier, later]

  if (gone.level !== 'other') {
    // its children take its place, then move under the node that stays, if they may stand there
    const at_place = draft.index(gone.id)
    const orphans = [...draft.children(gone.id)]
    for (const child of orphans) draft.detach(child)
    draft.detach(gone.id)
    const direct = orphans.every((c) => c !== kept.id && !draft.is_under(kept.id, c))
    orphans.forEach((child, i) => {
      if (direct && kept.level !== 'other' && can_hold(kept.level, draft.get(child).level)) {
        draft.adopt(child, kept.id, draft.children(kept.id).length)
      } else draft.adopt(child, gone.parent, Math.min(at_place + i, draft.children(gone.parent).length))
    })
  }
  draft.remove(gone.id)
  const start = earlier.start
  const end = later.end
  const plain = kept.level === 'other'
  draft.set(kept.id, {
    start,
    end,
    gap: earlier.gap && later.gap,
    title: plain ? '' : kept.title || title_of(letter.slice(start, end)),
    no: plain ? '' : kept.no || number_of(letter.slice(start, end)),
    deadline: plain ? null : (kept.deadline ?? gone.deadline),
    lead_units: plain ? [] : union(kept.lead_units, gone.lead_units),
    responsible_units: plain ? [] : union(kept.responsible_units, gone.responsible_units),
  })
  return draft.done(kept.id)
}

export function merge_with_next(letter: Letter, tree: Tree, id: number): Result {
  const order = in_document_order(tree)
  const next = order[order.findIndex((n) => n.id === id) + 1]
  return next ? merge_with_previous(letter, tree, next.id) : refuse('no_next')
}

const union = (a: readonly string[], b: readonly string[]) =>
  b.every((x) => a.includes(x)) ? a : [...a, ...b.filter((x) => !a.includes(x))]

/* ---- operations on the tree ---- */

/** Gives a node its level and the place that goes with it. Children it can no longer hold come out behind it. */
export function set_level(letter: Letter, tree: Tree, id: number, level: Level): Result {
  const n = find(tree, id)
  if (!n) return refuse('cannot_hold')
  if (n.level === level && !n.gap) return { ok: true, tree, focus: id }
  if (level === 'other') return set_aside(tree, id)
  const draft = new Draft(tree)

  if (n.level === 'other') {
    const text = letter.slice(n.start, n.end)
    draft.set(id, { level, gap: false, no: number_of(text), title: title_of(text) })
    const before = in_document_order(tree)
      .filter((x) => x.level !== 'other' && x.start < n.start)
      .pop()
    if (level === 'point' && before && !draft.has_above(before.id, 'finding')) return refuse('point_needs_finding')
    // right behind what stands before it in the letter; what followed there goes under it where it fits
    draft.attach(id, before?.id ?? 0, 0)
    if (level === 'demand') {
      const beside = before?.level === 'demand' ? before.parent : 0
      while (draft.get(id).parent !== beside) draft.lift(id)
    } else draft.lift_until_natural(id)
    return draft.done(id)
  }

  draft.set(id, { level })
  if (level === 'action' || (rank[level] ?? 0) > (rank[n.level] ?? 9)) sink(draft, id)
  if (level === 'point' && n.parent && !can_hold(draft.level(draft.get(id).parent), 'point')) return refuse('point_needs_finding')
  draft.lift_until_natural(id)
  draft.settle_children(id)
  return draft.done(id)
}

/** Under what stands before it at its own depth, as deep as its level naturally goes. */
function sink(draft: Draft, id: number): void {
  const level = draft.get(id).level
  for (;;) {
    const siblings = draft.children(draft.get(id).parent)
    let above = siblings[siblings.indexOf(id) - 1]
    // past headings that cannot hold it: a point below an aspect goes under that aspect's last problem
    while (above !== undefined && !natural(draft.get(above).level, level)) above = draft.children(above).slice(-1)[0]
    if (above === undefined) return
    const over = draft.get(above).level
    if (level === 'action' && over !== 'finding' && over !== 'point') return
    draft.detach(id)
    draft.attach(id, above, draft.children(above).length)
    if (level === 'action') return
  }
}

/** "Not part of the tree": the text stays in the letter as other; its children take its place. */
export function set_aside(tree: Tree, id: number): Result {
  const draft = new Draft(tree)
  const n = draft.get(id)
  const plain = { level: 'other' as const, parent: 0, no: '', title: '', gap: false }
  if (n.level !== 'other') {
    const at = draft.index(id)
    const orphans = [...draft.children(id)]
    for (const child of orphans) draft.detach(child)
    draft.detach(id)
    orphans.forEach((child, i) => draft.adopt(child, n.parent, at + i))
    draft.set(id, { ...plain, deadline: null, lead_units: [], responsible_units: [], status_text: null })
  } else draft.set(id, plain)
  return draft.done(id)
}

/** Shift+Tab: one step out. A problem takes the level of what it stood under. */
export function promote(tree: Tree, id: number): Result {
  const draft = new Draft(tree)
  const n = draft.get(id)
  if (n.level === 'other') return refuse('other_has_no_place')
  if (n.parent === 0) return refuse('already_top')
  const above = draft.get(n.parent)
  if (rank[n.level] !== undefined && rank[above.level] !== undefined) draft.set(id, { level: above.level })
  draft.lift(id)
  draft.settle_children(id)
  return draft.done(id)
}

/** Tab: one step in, under the sibling before it. */
export function demote(tree: Tree, id: number): Result {
  const draft = new Draft(tree)
  const n = draft.get(id)
  if (n.level === 'other') return refuse('other_has_no_place')
  const at = draft.index(id)
  const before = draft.children(n.parent)[at - 1]
  if (before === undefined) return refuse('nothing_above')
  const above = draft.get(before)
  if (!natural(above.level, n.level)) {
    const above_rank = rank[above.level]
    if (rank[n.level] !== undefined && above_rank !== undefined) {
      const like = draft.children(before).map((c) => draft.get(c).level).find((l) => rank[l] !== undefined)
      const next = above.level === 'aspect' ? 'finding' : (ranked[above_rank] ?? 'point')
      draft.set(id, { level: like ?? next })
    } else if (!can_hold(above.level, n.level)) return refuse('cannot_hold')
  }
  draft.detach(id)
  draft.attach(id, before, draft.children(before).length)
  draft.settle_children(id)
  return draft.done(id)
}

/** Up among its siblings; from the first place to the end of the parent's sibling before. */
export function move_up(tree: Tree, id: number): Result {
  return move(tree, id, -1)
}
export function move_down(tree: Tree, id: number): Result {
  return move(tree, id, 1)
}

function move(tree: Tree, id: number, by: -1 | 1): Result {
  const draft = new Draft(tree)
  const n = draft.get(id)
  if (n.level === 'other') return refuse('other_has_no_place')
  const at = draft.index(id)
  const to = at + by
  if (to >= 0 && to < draft.children(n.parent).length) {
    draft.detach(id)
    draft.attach(id, n.parent, to)
    return draft.done(id)
  }
  if (n.parent === 0) return refuse('at_edge')
  const uncles = draft.children(draft.get(n.parent).parent)
  const uncle = uncles[uncles.indexOf(n.parent) + by]
  if (uncle === undefined) return refuse('at_edge')
  if (!can_hold(draft.get(uncle).level, n.level)) return refuse('cannot_hold')
  draft.detach(id)
  draft.attach(id, uncle, by < 0 ? draft.children(uncle).length : 0)
  return draft.done(id)
}

/* ---- operations on what is said about a node ---- */

export type Editable = Pick<Node, 'title' | 'no' | 'deadline' | 'lead_units' | 'responsible_units'>

export function edit(tree: Tree, id: number, patch: Partial<Editable>): Result {
  const n = find(tree, id)
  if (!n || n.level === 'other') return refuse('other_has_no_place')
  const draft = new Draft(tree)
  draft.set(id, patch)
  return draft.done(id)
}
