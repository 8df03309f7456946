import { describe, expect, it } from 'vitest'
import { lines_of } from './reminders'

describe('reminders', () => {
  it('takes a digest apart', () => {
    const text = '梁永和同志：\n请您办理：\n· 问题 ZGJ-2026-0024 资金滞留，已超期1个工作日\n超期未办结，请您过问：\n· 措施 ZGJ-2026-C0007 通报，责任人潘志远\n另有3项，请登录查看。\n本提醒由整改通按规则自动发出'
    const lines = lines_of(text)
    expect(lines.map((l) => l.heading)).toEqual([true, false, true, false, true])
    expect(lines[1]?.parts).toEqual([{ text: '问题 ' }, { text: 'ZGJ-2026-0024', to: '/findings/ZGJ-2026-0024' }, { text: ' 资金滞留，已超期1个工作日' }])
    expect(lines[3]?.parts[1]).toEqual({ text: 'ZGJ-2026-C0007', to: '/records/corrective_actions/ZGJ-2026-C0007' })
  })
  it('leads to a report by its number', () => expect(lines_of('甲：\n· 报告 ZGJ-2026-B0004 没有报\n完')[0]?.parts[1]).toEqual({ text: 'ZGJ-2026-B0004', to: '/reports/ZGJ-2026-B0004' }))
  it('leaves a line without a number alone', () => expect(lines_of('甲：\n请您办理：\n· 没有编号\n完')[1]?.parts).toEqual([{ text: '没有编号' }]))
})
