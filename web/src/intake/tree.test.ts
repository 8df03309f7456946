import { describe, expect, it } from 'vitest'
import type { ParsedNode } from '@/api/types'
import { history_of, record, redo, undo } from './history'
import { Letter, number_of, points_before, title_of, units_before } from './letter'
import {
  type Level,
  type Result,
  type Tree,
  cut_out,
  demote,
  edit,
  figures,
  find,
  in_display_order,
  in_document_order,
  merge_with_next,
  merge_with_previous,
  move_down,
  move_up,
  promote,
  set_aside,
  set_level,
  split,
  text_of,
  tree_from,
  violations,
} from './tree'

/* A letter written as lines `level|depth|text`; each line becomes one node. */
function sample(...lines: string[]): { letter: Letter; tree: Tree } {
  const nodes: ParsedNode[] = []
  const path: number[] = []
  let plain = ''
  let at = 0
  lines.forEach((line, i) => {
    const [level, depth, text] = line.split('|') as [Level, string, string]
    const own = text + (i < lines.length - 1 ? '\n' : '')
    plain += own
    path[Number(depth)] = i + 1
    nodes.push({
      id: i + 1,
      parent: level === 'other' || depth === '0' ? 0 : (path[Number(depth) - 1] as number),
      level,
      no: number_of(text),
      title: level === 'other' ? '' : title_of(text),
      text,
      start: at,
      end: at + Array.from(own).length,
      deadline: null,
      lead_units: [],
      responsible_units: [],
    })
    at += Array.from(own).length
  })
  const letter = new Letter(plain)
  return { letter, tree: tree_from(letter, nodes) }
}

const bureau = () =>
  sample(
    'other|0|关于巡察××局党组的反馈意见',
    'aspect|0|（一）理论学习方面',
    'finding|1|1.理论学习不深入。𠮷某某只念标题；会议记录不全。',
    'finding|1|2.任务落实打折扣。',
    'point|2|（1）推进缓慢。',
    'point|2|（2）台账失真。',
    'aspect|0|（二）执法方面',
    'finding|1|1.查处偏软。',
    'other|0|三、整改要求',
    'demand|0|（一）提高站位。',
    'demand|0|（二）压实责任。',
    'other|0|2026年10月12日',
  )

function must(r: Result): Extract<Result, { ok: true }> {
  if (!r.ok) throw new Error(r.why)
  return r
}
const shape = (tree: Tree) => {
  const depth = new Map([[0, -1]])
  return tree.items.map((n) => {
    const d = (depth.get(n.parent) ?? -1) + 1
    depth.set(n.id, d)
    return `${' '.repeat(d)}${n.level}:${n.title}`
  })
}

describe('taking over a proposal', () => {
  it('tiles, and counts characters as the server does', () => {
    const { letter, tree } = bureau()
    expect(violations(letter, tree)).toEqual([])
    expect(letter.length).toBe(Array.from(letter.plain).length)
    const f = figures(letter, tree)
    expect(f).toMatchObject({ aspect: 2, finding: 3, point: 2, demand: 2, other: 3, unaccounted: 0 })
    expect(f.claimed + f.set_aside).toBe(letter.length)
  })
  it('marks what the reader left out', () => {
    const { letter, tree } = bureau()
    const holes = in_document_order(tree)
      .filter((n) => n.id !== 4)
      .map((n) => ({ ...n, text: text_of(letter, n), lead_units: [], responsible_units: [] }))
    const mended = tree_from(letter, holes)
    expect(violations(letter, mended)).toEqual([])
    expect(figures(letter, mended).unaccounted).toBeGreaterThan(0)
    expect(mended.items.filter((n) => n.level === 'point').every((n) => n.parent === 0)).toBe(true)
  })
  it('breaks a circle of parents', () => {
    const { letter, tree } = sample('finding|0|甲', 'finding|0|乙')
    const circle = tree.items.map((n) => ({
      ...n, parent: n.id === 1 ? 2 : 1, text: '', lead_units: [], responsible_units: [],
    })) // prettier-ignore
    expect(violations(letter, tree_from(letter, circle))).toEqual([])
  })
  it('shows other text behind what stands before it', () => {
    expect(in_display_order(bureau().tree).map((n) => n.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

describe('split', () => {
  it('cuts at a place, keeps every character, takes later children along', () => {
    const { letter, tree } = bureau()
    const n = find(tree, 3)!
    const at = n.start + Array.from('1.理论学习不深入。𠮷某某只念标题；').length
    const r = must(split(letter, tree, 3, at))
    expect(violations(letter, r.tree)).toEqual([])
    expect(text_of(letter, find(r.tree, 3)!)).toBe('1.理论学习不深入。𠮷某某只念标题；')
    expect(find(r.tree, r.focus)).toMatchObject({ level: 'finding', parent: 2, title: '会议记录不全' })

    const parent = find(tree, 4)!
    const r2 = must(split(letter, tree, 4, parent.start + 4))
    expect(find(r2.tree, 5)!.parent).toBe(r2.focus)
  })
  it('refuses edges and blank parts', () => {
    const { letter, tree } = bureau()
    const n = find(tree, 3)!
    expect(split(letter, tree, 3, n.start)).toEqual({ ok: false, why: 'at_edge' })
    expect(split(letter, tree, 3, n.end)).toEqual({ ok: false, why: 'at_edge' })
    expect(split(letter, tree, 3, n.end - 1)).toEqual({ ok: false, why: 'blank_part' })
  })
  it('moves deadline and units to the part that states them', () => {
    const { letter, tree } = sample('finding|0|1.甲问题。乙问题应于2026年10月30日前纠正，由财务科牵头。')
    const due = { text: '2026年10月30日前', due_on: '2026-10-30', due_as: 'day' as const, amount: null, unit: null }
    const set = must(edit(tree, 1, { deadline: due, lead_units: ['财务科'] }))
    const r = must(split(letter, set.tree, 1, 6))
    expect(find(r.tree, 1)).toMatchObject({ deadline: null, lead_units: [] })
    expect(find(r.tree, r.focus)).toMatchObject({ deadline: due, lead_units: ['财务科'] })
  })
  it('cuts out a selection', () => {
    const { letter, tree } = bureau()
    const n = find(tree, 3)!
    const r = must(cut_out(letter, tree, n.start + 10, n.start + 17))
    expect(violations(letter, r.tree)).toEqual([])
    expect(text_of(letter, find(r.tree, r.focus)!)).toBe('𠮷某某只念标题')
    expect(r.tree.items.length).toBe(tree.items.length + 2)
    expect(cut_out(letter, tree, n.start + 3, n.end + 3)).toEqual({ ok: false, why: 'across_nodes' })
  })
})

describe('merge', () => {
  it('undoes a split', () => {
    const { letter, tree } = bureau()
    const r = must(split(letter, tree, 4, find(tree, 4)!.start + 4))
    const back = must(merge_with_previous(letter, r.tree, r.focus))
    expect(violations(letter, back.tree)).toEqual([])
    expect(find(back.tree, 4)).toMatchObject({ start: find(tree, 4)!.start, end: find(tree, 4)!.end })
    expect(back.tree.items.filter((n) => n.parent === 4).map((n) => n.id)).toEqual([5, 6])
  })
  it('takes other text in from either side', () => {
    const { letter, tree } = bureau()
    const a = must(merge_with_previous(letter, tree, 2))
    expect(a.focus).toBe(2)
    expect(find(a.tree, 2)!.start).toBe(0)
    const b = must(merge_with_next(letter, tree, 8))
    expect(b.focus).toBe(8)
    expect(text_of(letter, find(b.tree, 8)!)).toContain('三、整改要求')
    expect(violations(letter, b.tree)).toEqual([])
  })
  it('has ends', () => {
    const { letter, tree } = bureau()
    expect(merge_with_previous(letter, tree, 1)).toEqual({ ok: false, why: 'no_previous' })
    expect(merge_with_next(letter, tree, 12)).toEqual({ ok: false, why: 'no_next' })
  })
})

describe('levels and places', () => {
  it('promotes: what followed goes under it, as the letter has it', () => {
    const { letter, tree } = bureau()
    const r = must(promote(tree, 5))
    expect(find(r.tree, 5)).toMatchObject({ level: 'finding', parent: 2 })
    expect(find(r.tree, 6)!.parent).toBe(5)
    expect(violations(letter, r.tree)).toEqual([])
    const back = must(demote(r.tree, 5))
    expect(shape(back.tree)).toEqual(shape(tree))
  })
  it('demotes under the sibling before', () => {
    const { tree } = bureau()
    const r = must(demote(tree, 7))
    expect(find(r.tree, 7)).toMatchObject({ level: 'finding', parent: 2 })
    expect(find(r.tree, 8)).toMatchObject({ level: 'finding', parent: 2 })
    expect(demote(tree, 5)).toEqual({ ok: false, why: 'nothing_above' })
    expect(find(must(demote(tree, 6)).tree, 6)).toMatchObject({ level: 'point', parent: 5 })
  })
  it('sets levels both ways', () => {
    const { letter, tree } = bureau()
    const up = must(set_level(letter, tree, 4, 'aspect'))
    expect(find(up.tree, 4)).toMatchObject({ level: 'aspect', parent: 0 })
    expect(up.tree.items.filter((n) => n.parent === 4).map((n) => n.id)).toEqual([5, 6])
    const down = must(set_level(letter, tree, 7, 'point'))
    expect(find(down.tree, 7)!.parent).toBe(4)
    expect(violations(letter, down.tree)).toEqual([])
    expect(set_level(letter, tree, 3, 'point')).toEqual({ ok: false, why: 'point_needs_finding' })
  })
  it('a problem set aside leaves its points as problems', () => {
    const { letter, tree } = bureau()
    const r = must(set_aside(tree, 4))
    expect(find(r.tree, 5)).toMatchObject({ level: 'finding', parent: 2 })
    expect(violations(letter, r.tree)).toEqual([])
  })
  it('never puts a node under one that comes later in the letter', () => {
    const { tree } = bureau()
    expect(move_down(tree, 4)).toEqual({ ok: false, why: 'parent_later' })
  })
  it('brings other text into the tree where it stands', () => {
    const { letter, tree } = bureau()
    const r = must(set_level(letter, tree, 9, 'finding'))
    expect(find(r.tree, 9)).toMatchObject({ parent: 7, no: '三、', title: '整改要求' })
    expect(violations(letter, r.tree)).toEqual([])
    const first = must(set_level(letter, tree, 1, 'aspect'))
    expect(first.tree.items[0]!.id).toBe(1)
  })
  it('sets aside without losing children', () => {
    const { letter, tree } = bureau()
    const r = must(set_aside(tree, 2))
    expect(find(r.tree, 3)!.parent).toBe(0)
    expect(r.tree.others.map((n) => n.id)).toContain(2)
    expect(violations(letter, r.tree)).toEqual([])
  })
  it('moves among siblings and into the neighbouring parent', () => {
    const { letter, tree } = bureau()
    expect(shape(must(move_up(tree, 4)).tree)[1]).toBe(' finding:任务落实打折扣')
    const across = must(move_up(tree, 8))
    expect(find(across.tree, 8)!.parent).toBe(2)
    expect(violations(letter, across.tree)).toEqual([])
    expect(move_up(tree, 2)).toEqual({ ok: false, why: 'at_edge' })
    expect(move_down(tree, 6)).toEqual({ ok: false, why: 'at_edge' })
  })
  it('edits what is said about a node, never its text', () => {
    const { letter, tree } = bureau()
    const r = must(edit(tree, 3, { title: '学习走形式' }))
    expect(find(r.tree, 3)!.title).toBe('学习走形式')
    expect(text_of(letter, find(r.tree, 3)!)).toBe(text_of(letter, find(tree, 3)!))
    expect(edit(tree, 1, { title: '甲' }).ok).toBe(false)
  })
})

describe('any sequence of operations', () => {
  /* mulberry32: small, seeded, good enough to vary cases and to repeat a failure */
  const random = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
  const levels: Level[] = ['aspect', 'item', 'finding', 'point', 'demand', 'action', 'other']

  it('keeps the letter tiled, and undo returns the exact former state', () => {
    let done = 0
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed)
      const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T
      const lines = Array.from({ length: 3 + Math.floor(next() * 14) }, (_, i) => {
        const level = pick(levels)
        return `${level}|0|${pick(['', '（一）', '1.', '一是'])}第${i}段𠮷，${'文字；'.repeat(1 + Math.floor(next() * 4))}`
      })
      const { letter, tree } = sample(...lines)
      let history = history_of(tree)
      const states: Tree[] = [tree]
      for (let step = 0; step < 80; step++) {
        const now = history.present
        const all = in_document_order(now)
        const n = pick(all)
        const inside = n.start + Math.floor(next() * (n.end - n.start + 1))
        const a = Math.floor(next() * letter.length)
        const operations: (() => Result)[] = [
          () => split(letter, now, n.id, inside),
          () => cut_out(letter, now, a, a + 1 + Math.floor(next() * 6)),
          () => merge_with_previous(letter, now, n.id),
          () => merge_with_next(letter, now, n.id),
          () => promote(now, n.id),
          () => demote(now, n.id),
          () => set_level(letter, now, n.id, pick(levels)),
          () => set_level(letter, now, n.id, pick(levels)),
          () => move_up(now, n.id),
          () => move_down(now, n.id),
          () => set_aside(now, n.id),
          () => edit(now, n.id, { title: `题${step}` }),
        ]
        const frozen = JSON.stringify(now)
        const r = pick(operations)()
        expect(JSON.stringify(now)).toBe(frozen)
        if (!r.ok) continue
        expect(violations(letter, r.tree), `seed ${seed} step ${step}`).toEqual([])
        expect(find(r.tree, r.focus)).toBeDefined()
        expect(in_document_order(r.tree).map((x) => letter.slice(x.start, x.end)).join('')).toBe(letter.plain)
        if (r.tree === now) continue
        history = record(history, r.tree)
        states.push(r.tree)
        done++
      }
      for (let i = states.length - 2; i >= 0; i--) {
        history = undo(history)
        expect(history.present).toBe(states[i])
      }
      for (let i = 1; i < states.length; i++) {
        history = redo(history)
        expect(history.present).toBe(states[i])
      }
    }
    expect(done).toBeGreaterThan(3000)
  })
})

describe('the letter', () => {
  it('reads numbers and titles', () => {
    expect(number_of('　　（一）在学习方面')).toBe('（一）')
    expect(number_of('12.问题')).toBe('12.')
    expect(number_of('1.92万亩')).toBe('')
    expect(number_of('一是推进缓慢')).toBe('一是')
    expect(number_of('一、总体')).toBe('一、')
    expect(title_of('　　1.理论学习不够。具体是……')).toBe('理论学习不够')
  })
  it('translates between the two ways of counting', () => {
    expect(points_before('𠮷甲乙', 3)).toBe(2)
    expect(units_before('𠮷甲乙', 2)).toBe(3)
    expect(new Letter('𠮷甲乙').slice(1, 3)).toBe('甲乙')
  })
})
