/* What the two panes of the intake screen share: the tree with its history, what is selected, where the caret stands.
 * The rules are in tree.ts; here they become commands that say why they cannot be done. */
import { type InjectionKey, computed, inject, ref, shallowRef } from 'vue'
import { field_of, label_of, words_of } from '@/api/schema'
import type { Parse } from '@/api/types'
import { t } from '@/texts'
import { ElMessage } from '@/ui'
import { history_of, record, redo, undo } from './history'
import { Letter } from './letter'
import * as trees from './tree'

export type Command =
  | 'split'
  | 'cut_out'
  | 'merge_previous'
  | 'merge_next'
  | 'promote'
  | 'demote'
  | 'up'
  | 'down'
  | 'aside'

/** Levels in the order of their keys 1–6, then 0. */
export const level_order: readonly [string, trees.Level][] = [
  ['1', 'aspect'],
  ['2', 'item'],
  ['3', 'finding'],
  ['4', 'point'],
  ['5', 'demand'],
  ['6', 'action'],
  ['0', 'other'],
]
export const level_keys: Record<string, trees.Level> = Object.fromEntries(level_order)

/** The ledger's own word for a level; the two that are none of its levels are ours. */
export function level_label(level: trees.Level): string {
  const list = field_of('finding', 'level')?.of
  return label_of(words_of(list).find((w) => w.word === level)) || t.intake.levels[level]
}

export function make_editor(parse: Parse, start?: trees.Tree) {
  const letter = new Letter(parse.plain)
  const history = shallowRef(history_of(start ?? trees.tree_from(letter, parse.nodes)))
  const tree = computed(() => history.value.present)
  const selected = ref(0)
  const hovered = ref(0)
  const caret = ref<number | null>(null)
  const selection = ref<{ start: number; end: number } | null>(null)
  /** Counts up whenever the selected node should be brought into view. */
  const reveal = ref(0)

  const current = computed(() => trees.find(tree.value, selected.value))
  const counts = computed(() => trees.figures(letter, tree.value))

  function select(id: number, show = true): void {
    selected.value = id
    if (show) reveal.value++
  }

  function take(result: trees.Result): boolean {
    if (!result.ok) {
      ElMessage({ message: t.intake.refusals[result.why], type: 'warning', grouping: true, duration: 2500 })
      return false
    }
    history.value = record(history.value, result.tree)
    select(result.focus)
    return true
  }

  function run(command: Command, id = selected.value): boolean {
    const now = tree.value
    if (command === 'split') {
      if (caret.value === null) {
        ElMessage({ message: t.intake.refusals.no_caret, type: 'warning', grouping: true, duration: 2500 })
        return false
      }
      const at = trees.node_at(now, caret.value)
      return at ? take(trees.split(letter, now, at.id, caret.value)) : false
    }
    if (command === 'cut_out') {
      const s = selection.value
      return s ? take(trees.cut_out(letter, now, s.start, s.end)) : false
    }
    if (!trees.find(now, id)) return false
    switch (command) {
      case 'merge_previous':
        return take(trees.merge_with_previous(letter, now, id))
      case 'merge_next':
        return take(trees.merge_with_next(letter, now, id))
      case 'promote':
        return take(trees.promote(now, id))
      case 'demote':
        return take(trees.demote(now, id))
      case 'up':
        return take(trees.move_up(now, id))
      case 'down':
        return take(trees.move_down(now, id))
      case 'aside':
        return take(trees.set_aside(now, id))
    }
  }

  /** The level of a node; with text selected in the letter, of a new node made of that text. One step to undo. */
  function set_level(level: trees.Level, id = selected.value): boolean {
    const s = selection.value
    if (!s) return trees.find(tree.value, id) ? take(trees.set_level(letter, tree.value, id, level)) : false
    const cut = trees.cut_out(letter, tree.value, s.start, s.end)
    selection.value = null
    return take(cut.ok ? trees.set_level(letter, cut.tree, cut.focus, level) : cut)
  }

  function edit(id: number, patch: Partial<trees.Editable>): boolean {
    return take(trees.edit(tree.value, id, patch))
  }

  function go(step: typeof undo): void {
    const before = tree.value
    history.value = step(history.value)
    if (before !== tree.value && !trees.find(tree.value, selected.value)) selected.value = 0
  }

  return {
    letter,
    parse,
    tree,
    selected,
    hovered,
    caret,
    selection,
    reveal,
    current,
    counts,
    select,
    run,
    set_level,
    edit,
    undo: () => go(undo),
    redo: () => go(redo),
    can_undo: computed(() => history.value.past.length > 0),
    can_redo: computed(() => history.value.future.length > 0),
  }
}

export type Editor = ReturnType<typeof make_editor>
export const editor_key: InjectionKey<Editor> = Symbol('editor')
export function use_editor(): Editor {
  const editor = inject(editor_key)
  if (!editor) throw new Error('no editor')
  return editor
}
