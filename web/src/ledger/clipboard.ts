/* Copying rows and pasting cells, as with a spreadsheet. The clipboard is read in its own events: a page of plain http gets no other. */
import { label_of } from '@/api/schema'
import type { Field, Names, Row } from '@/api/types'
import { most_cells, read_tsv, write_tsv } from '@/lists/tsv'
import { show } from '@/records/value'
import { t } from '@/texts'
import { ElMessage } from '@/ui'
import { most_rows } from './apply'

export interface Block {
  block: string[][]
  rows: Row[]
  fields: Field[]
}
interface Page {
  selected: () => Row[]
  at: () => number
  visible: () => readonly Row[]
  cell: () => string
  columns: () => Field[]
  names: () => Names
  paste: (block: Block) => void
}

const in_field = (event: Event) => !!(event.target as HTMLElement | null)?.closest?.('input, textarea, .cell-edit, [role=dialog], .el-overlay')

export function use_clipboard(page: Page) {
  function copied(event: ClipboardEvent): void {
    if (in_field(event) || window.getSelection()?.toString()) return
    const rows = page.selected()
    const row = page.visible()[page.at()]
    const field = page.columns().find((f) => f.name === page.cell())
    const line = (r: Row) => page.columns().map((f) => show(f, r, page.names()))
    if (!rows.length && !(row && field)) return
    event.clipboardData?.setData('text/plain', rows.length ? write_tsv([page.columns().map(label_of), ...rows.map(line)]) : write_tsv([[show(field as Field, row as Row, page.names())]]))
    event.preventDefault()
    if (rows.length) ElMessage({ message: t.list.copied(rows.length), duration: 2500 })
  }
  function pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const at = page.at()
    if (in_field(event) || at < 0 || !text) return
    event.preventDefault()
    const block = read_tsv(text)
    if (block.reduce((n, r) => n + r.length, 0) > most_cells || block.length > most_rows) {
      ElMessage({ message: t.list.too_much_pasted(most_rows), type: 'warning' })
      return
    }
    const from = page.columns().findIndex((f) => f.name === page.cell())
    const rows = page.visible().slice(at, at + block.length).filter((r) => r.id)
    page.paste({ block, rows, fields: page.columns().slice(Math.max(0, from)) })
  }
  function start(): void {
    document.addEventListener('copy', copied)
    document.addEventListener('paste', pasted)
  }
  function stop(): void {
    document.removeEventListener('copy', copied)
    document.removeEventListener('paste', pasted)
  }
  return { start, stop }
}
