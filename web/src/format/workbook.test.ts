import { describe, expect, it } from 'vitest'
import { crc32, workbook, zip_stored } from './workbook'

describe('a workbook made in the browser', () => {
  it('sums as zip does', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  })
  it('is a zip with every part listed at its place', () => {
    const bytes = zip_stored([['甲.txt', '一'], ['b', '']])
    const view = new DataView(bytes.buffer)
    const end = bytes.length - 22
    expect(view.getUint32(end, true)).toBe(0x06054b50)
    expect(view.getUint16(end + 10, true)).toBe(2)
    const directory = view.getUint32(end + 16, true)
    expect(view.getUint32(directory, true)).toBe(0x02014b50)
    expect(directory + view.getUint32(end + 12, true)).toBe(end)
    expect(view.getUint32(view.getUint32(directory + 42, true), true)).toBe(0x04034b50)
  })
  it('escapes what a cell holds', () => {
    const text = new TextDecoder().decode(workbook([{ name: '单位', columns: [{ title: 'A&B', width: 9 }], rows: [['<x>']] }]))
    expect(text).toContain('A&amp;B')
    expect(text).toContain('&lt;x&gt;')
    expect(text).toContain('<sheet name="单位" sheetId="1"')
  })
})
