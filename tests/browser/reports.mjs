/* The rhythm of reports: the desk of who has and who has not, a unit's report beside its last one, no news in two taps, sent, returned,
 * received; the summary compiled and compiled again; the first arrangement; paper, telephone, English. */
import assert from 'node:assert/strict'
import { call, enter, keep_pdf, make_store, open_page, phone, reachable, read_page, serve, shoot, speak_english, stands_out } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const must = async (page, method, path, body, headers) => {
  const got = await call(page, method, `${books}/${path}`, body, headers)
  assert.ok(got.status < 300, `${method} ${path}: ${got.status} ${got.text}`)
  return got.json
}
const desk_of = (page, as_of = '') => must(page, 'GET', `report_desk${as_of && `?as_of=${as_of}`}`)
const of_kind = (desk, kind) => desk.duties.find((d) => d.kind === kind)
const section = (page, kind) => page.locator(`.duty[data-kind=${kind}]`)
const line = (page, kind, unit) => section(page, kind).locator('tbody tr', { hasText: unit })
const state = (page, word) => page.waitForSelector(`.page-head [data-state=${word}]`)
const go = (dialog) => dialog.locator('.act .el-button--primary').click()
const open_dialog = (page) => page.locator('.el-dialog:visible')
const part = (page, name) => page.locator(`.part[data-field=${name}]`)
const shift = (day, by) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86400000).toISOString().slice(0, 10)
const order = ['missing', 'returned', 'drafted', 'sent', 'received']
const checksum = async (page) => ((await page.locator('.hash code').innerText()).match(/[a-z]{4,}/g) ?? []) // data
async function on_paper(page, name, gone, width = 643) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  keep_pdf(name, pdf)
  const sheets = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map((m) => `${Math.round(m[1])} ${Math.round(m[2])}`)
  assert.deepEqual([...new Set(sheets)], ['595 842'], 'A4, portrait, and no sheet besides')
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width, height: 1000 }) // of A4 without its margins
  assert.equal(await page.locator(gone).evaluateAll((all) => all.filter((e) => e.getClientRects().length).length), 0, 'nothing to press on paper')
  assert.deepEqual(await stands_out(page), [])
  await shoot(page, `${name}-paper`)
  await page.emulateMedia({ media: null })
  await page.setViewportSize({ width: 1366, height: 768 })
}

export const tests = {
  'reports: who has and who has not; names copied, received and returned in the row, printed': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const desk = await desk_of(office)
    const weekly = of_kind(desk, 'unit_report')
    const period = weekly.periods[0]
    const open = period.rows.filter((r) => !['sent', 'received'].includes(r.state))
    const sent = period.rows.filter((r) => r.state === 'sent')
    assert.ok(open.length > 2 && sent.length > 1, 'the sample has both')

    // on the first page: what is next, with the time that is left
    await office.waitForSelector('.owed-panel li')
    const next = await office.locator(`.owed-panel [data-duty="${weekly.id}"]`).innerText()
    assert.match(next, new RegExp(`${open.length} 个单位没有报`))
    assert.match(next, period.minutes < 0 ? /已超过/ : /还有/)

    await office.click('.places >> text=报送')
    await office.waitForURL(/\/reports$/)
    await section(office, 'unit_report').waitFor()
    assert.equal(await office.locator('.duty').count(), desk.duties.length)
    const units = await section(office, 'unit_report').locator('.period').first().locator('tbody tr').evaluateAll((all) => all.map((e) => [e.dataset.unit, e.dataset.state]))
    assert.deepEqual(units, [...period.rows].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).map((r) => [r.organisation_id, r.state]), 'whom one waits for first')
    const head = await section(office, 'unit_report').locator('.head').first().innerText()
    assert.match(head, new RegExp(`${period.counts.sent + period.counts.received}/${period.counts.owed} 已报`))
    assert.match(await section(office, 'unit_report').innerText(), /每周[\s\S]*报整改办[\s\S]*截止/)
    await read_page(office, watch, 'the desk')
    assert.deepEqual(await reachable(office), [])
    await shoot(office, 'reports-desk')

    // names for the chat group
    await office.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await office.click('.copy')
    await office.waitForSelector(`.el-message >> text=已复制 ${open.length} 个单位的名称`)
    const copied = await office.evaluate(() => navigator.clipboard.readText())
    assert.deepEqual(copied.split('、').sort(), open.map((r) => r.organisation).sort())

    // one returned with its reason, the rest received at once
    const [first, ...rest] = sent
    await line(office, 'unit_report', first.organisation).locator('[data-event=return]').click()
    await open_dialog(office).locator('textarea').fill('没有写清还剩多少件')
    await read_page(office, watch, 'returning', [])
    await go(open_dialog(office))
    await office.waitForSelector(`tr[data-unit="${first.organisation_id}"][data-state=returned]`)
    for (const r of rest) {
      await line(office, 'unit_report', r.organisation).locator('[data-event=receive]').click()
      await office.waitForSelector(`tr[data-unit="${r.organisation_id}"][data-state=received]`)
    }
    assert.equal(await office.locator('.receive-all').count(), 0, 'nothing waits to be received')

    // as an official document: Word, and PDF where the server can make it
    const { makes_pdf } = (await call(office, 'GET', '/api/v1/session')).json
    await line(office, 'unit_report', rest[0].organisation).locator('a').last().click()
    await office.waitForSelector('.report-page a.word')
    const types = await office.evaluate(async () => Promise.all([...document.querySelectorAll('.report-page a:is(.word, .pdf)')].map(async (a) => (await fetch(a.href)).headers.get('content-type'))))
    assert.deepEqual(types, ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ...(makes_pdf ? ['application/pdf'] : [])])
    await office.goBack()
    await section(office, 'unit_report').waitFor()

    // on paper
    await on_paper(office, 'reports-desk', '.bar, .page-head, .reports-page :is(button, td.do):not(.fold)', 703)

    // another day; one that is none
    await office.goto(`${server.base}/reports?as_of=${shift(desk.as_of, 14)}`)
    await section(office, 'unit_report').waitFor()
    const later = await desk_of(office, shift(desk.as_of, 14))
    assert.ok(of_kind(later, 'unit_report').periods.length > 1, 'an older period nobody finished')
    await section(office, 'unit_report').locator('.fold').click()
    assert.equal(await section(office, 'unit_report').locator('.period').count(), of_kind(later, 'unit_report').periods.length)
    await shoot(office, 'reports-desk-later')
    await server.stop()
  },

  'reports: written beside the last one, told what is missing, no news in two taps, compiled, received': Object.assign(async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { expect: [422] })
    await enter(office, 'liangyh')
    const desk = await desk_of(office)
    const weekly = of_kind(desk, 'unit_report')
    const period = weekly.periods[0]
    const row = period.rows.find((r) => r.organisation === '国土空间规划科')
    assert.equal(row.state, 'missing')

    // what it said the week before
    await must(office, 'PATCH', `reporting_duties/${weekly.id}`, { from_on: shift(period.from, -7) }, { 'If-Match': '*' })
    const owner = await open_page(server, watch)
    await enter(owner, 'guyf')
    const before = { problems: '已完成两个乡镇的规划修编。', obstacles: '测绘力量不足。', next_step: '完成其余乡镇。' }
    const last = (await must(owner, 'POST', 'progress_reports', { reporting_duty_id: weekly.id, organisation_id: row.organisation_id, title: '上周报告', from_on: shift(period.from, -7), until_on: shift(period.until, -7), ...before })).record
    await must(owner, 'POST', `progress_reports/${last.id}/moves/send`, {}, { 'If-Match': '*' })

    // from the first page into the form; what is typed stays when one leaves it
    await owner.goto(server.base)
    await owner.click('.owed-panel li a >> nth=0')
    await owner.waitForURL(/\/reports\/new\?/)
    await part(owner, 'problems').waitFor()
    assert.match(await part(owner, 'problems').locator('.last').innerText(), /已完成两个乡镇/)
    assert.equal(await part(owner, 'results').locator('label.required').count(), 0)
    assert.equal(await part(owner, 'problems').locator('label.required').count(), 1)
    await part(owner, 'problems').locator('.use').click()
    assert.equal(await owner.inputValue('#part-problems'), before.problems)
    await owner.waitForSelector('.part[data-field=problems] >> text=上期内容未改动')
    await owner.fill('#part-problems', '又完成三个乡镇，累计五个，还剩两个。')
    assert.equal(await part(owner, 'problems').locator('.same').count(), 0)
    await read_page(owner, watch, 'the form')
    assert.deepEqual(await reachable(owner), [])
    await shoot(owner, 'reports-form')
    await owner.click('.up a')
    await section(owner, 'unit_report').waitFor()
    await owner.goBack()
    await owner.waitForSelector('.kept')
    assert.equal(await owner.inputValue('#part-problems'), '又完成三个乡镇，累计五个，还剩两个。')

    // sent too early: each part says what it lacks, and a draft stands
    await owner.fill('#part-obstacles', '')
    await owner.fill('#part-next_step', '')
    await owner.click('.send')
    await owner.waitForSelector('.part[data-field=obstacles] .problem')
    await owner.waitForSelector('.part[data-field=next_step] .problem')
    assert.equal(await owner.locator('.part .problem').count(), 2)
    await owner.waitForURL(/\/reports\/[0-9a-f-]{36}$/)
    await state(owner, 'drafted')
    await shoot(owner, 'reports-form-missing')
    await owner.fill('#part-obstacles', '无')
    await owner.fill('#part-next_step', '本月底前完成其余两个乡镇。')
    await owner.setInputFiles('[data-field=papers] input[type=file] >> nth=0', { name: '修编批复.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 approved') })
    await owner.waitForSelector('[data-field=papers] >> text=✓ 修编批复.pdf')
    await owner.click('.send')
    await open_dialog(owner).locator('text=单位主要负责人签发').waitFor()
    await read_page(owner, watch, 'signing')
    await shoot(owner, 'reports-sign', false)
    await go(open_dialog(owner))
    await state(owner, 'sent')
    await owner.waitForSelector('.paper >> text=又完成三个乡镇')
    await owner.waitForSelector('.paper .files >> text=修编批复.pdf')
    await read_page(owner, watch, 'a report', await checksum(owner))
    await shoot(owner, 'reports-sent')
    assert.equal(await owner.locator('textarea').count(), 0, 'once sent it is read')
    await on_paper(owner, 'reports-report', '.bar, .page-head, .up, .report-page .el-button')

    // taken back, and sent again as it is
    await owner.click('[data-event=retract]')
    await go(open_dialog(owner))
    await owner.waitForSelector('.report-form')
    await owner.waitForFunction(() => ![...document.querySelectorAll('.el-overlay')].some((e) => e.getClientRects().length))
    await on_paper(owner, 'reports-draft', '.bar, .page-head, .report-form')
    await owner.waitForSelector('.report-form .send')
    await owner.click('.send')
    await open_dialog(owner).waitFor()
    await go(open_dialog(owner))
    await state(owner, 'sent')

    // no news, at a telephone
    const quiet = await open_page(server, watch, { size: phone })
    await enter(quiet, 'kangzd')
    await quiet.click('.places >> text=报送')
    await line(quiet, 'unit_report', '耕地保护监督科').locator('a >> text=填报').click()
    await quiet.waitForSelector('.report-form')
    assert.deepEqual(await stands_out(quiet), [])
    await read_page(quiet, watch, 'the form at a telephone')
    await shoot(quiet, 'reports-form-phone')
    await quiet.click('[data-field=no_news] label')
    await quiet.waitForSelector('.part', { state: 'detached' })
    await quiet.click('.send')
    await open_dialog(quiet).waitFor()
    await go(open_dialog(quiet))
    await state(quiet, 'sent')
    await quiet.waitForSelector('.paper >> text=本期无进展')
    assert.deepEqual(await stands_out(quiet), [])
    await shoot(quiet, 'reports-quiet-phone')
    await quiet.goto(`${server.base}/reports`)
    assert.match(await line(quiet, 'unit_report', '耕地保护监督科').innerText(), /已报送[\s\S]*无进展/)

    // the office returns it with a reason, from the report itself
    await office.goto(`${server.base}/reports`)
    await line(office, 'unit_report', '国土空间规划科').locator('a >> text=查看').click()
    await state(office, 'sent')
    await office.click('[data-event=return]')
    await open_dialog(office).locator('textarea').fill('请写明两个乡镇的名称')
    await go(open_dialog(office))
    await office.waitForSelector('.notice >> text=请写明两个乡镇的名称')
    await owner.reload()
    await owner.waitForSelector('.notice >> text=请写明两个乡镇的名称')

    // compiled before it came again; then once more, asked first
    await office.goto(`${server.base}/reports`)
    await section(office, 'summary').locator('a >> text=汇总').click()
    await office.waitForSelector('.compiled')
    assert.match(await office.locator('.missing').innerText(), /国土空间规划科/)
    assert.match(await office.inputValue('#part-problems'), /财务审计科/)
    assert.ok(await office.locator('.figures tbody tr').count() > 3, 'the figures of each unit')
    await read_page(office, watch, 'a summary')
    await shoot(office, 'reports-summary')
    await office.click('.save')
    await office.waitForURL(/\/reports\/[0-9a-f-]{36}$/)
    await owner.fill('#part-next_step', '本月底前完成南屏、北坪两个乡镇。')
    await owner.click('.send')
    await open_dialog(owner).waitFor()
    await go(open_dialog(owner))
    await state(owner, 'sent')
    await office.reload()
    await office.waitForSelector('.compiled .notice >> text=国土空间规划科')
    await office.click('.again')
    await office.click('.el-message-box:visible .el-button--primary')
    await office.waitForFunction(() => document.querySelector('#part-next_step')?.value.includes('南屏、北坪'))
    assert.equal(await office.locator('.compiled .notice').count(), 0)
    await office.click('.send')
    await open_dialog(office).waitFor()
    await go(open_dialog(office))
    await state(office, 'sent')
    assert.match(await office.locator('.sources').innerText(), /汇总自 \d+ 份报告[\s\S]*国土空间规划科/)
    await read_page(office, watch, 'a summary as sent', await checksum(office))
    await shoot(office, 'reports-summary-sent')

    // received above: by a name or a receipt, not by neither
    await office.click('[data-event=receive]')
    await open_dialog(office).waitFor()
    await go(open_dialog(office))
    await open_dialog(office).locator('.problem').first().waitFor()
    await shoot(office, 'reports-receive', false)
    await office.fill('#move-received_by', '市委巡察办 周明')
    await go(open_dialog(office))
    await state(office, 'received')
    await office.waitForSelector('.facts >> text=市委巡察办 周明')

    // one by no duty
    await office.goto(`${server.base}/reports`)
    await office.click('.ad-hoc-begin')
    await open_dialog(office).waitFor()
    await go(open_dialog(office))
    await open_dialog(office).locator('.problem').waitFor()
    await open_dialog(office).locator('[data-field=organisation_id] input').fill('财务审计科')
    await office.click('.el-select-dropdown__item:visible >> text=财务审计科')
    await shoot(office, 'reports-ad-hoc', false)
    await go(open_dialog(office))
    await office.waitForURL(/\/reports\/new\?unit=/)
    await office.fill('#part-problems', '按上级要求专题报告往来款清理情况。')
    await office.click('.send')
    await state(office, 'sent')
    await office.goto(`${server.base}/reports`)
    await office.waitForSelector('.other-reports li')

    // all that waits to be received, at once
    assert.ok((await section(office, 'unit_report').locator('tr[data-state=sent]').count()) > 1)
    await office.click('.receive-all')
    await office.waitForFunction(() => !document.querySelector('[data-kind=unit_report] tr[data-state=sent]'))
    assert.equal(await office.locator('.receive-all').count(), 0)
    await server.stop()
  }, { limit: 240000 }),

  'reports: the first arrangement; at a telephone; in English': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { size: phone })
    await enter(office, 'liangyh')
    await office.goto(`${server.base}/reports`)
    await section(office, 'unit_report').waitFor()
    assert.deepEqual(await stands_out(office), [])
    await read_page(office, watch, 'the desk at a telephone')
    await shoot(office, 'reports-desk-phone')
    for (const width of [640, 700, 1024, 1366]) {
      await office.setViewportSize({ width, height: 768 })
      assert.deepEqual(await stands_out(office), [], `at ${width}`)
      if (width > 700) assert.ok(await office.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `the bar too, at ${width}`)
      await shoot(office, `reports-desk-${width}`)
    }
    const desk = await desk_of(office)

    // none arranged: said to whom it concerns, and the usual ones with one press
    for (const d of desk.duties) await must(office, 'POST', `reporting_duties/${d.id}/withdraw`, { reason: '另行安排' }, { 'If-Match': '*' })
    await office.reload()
    await office.waitForSelector('.none >> text=还没有报送安排')
    await read_page(office, watch, 'none arranged')
    await shoot(office, 'reports-none')
    const owner = await open_page(server, watch)
    await enter(owner, 'guyf')
    assert.equal(await owner.locator('.owed-panel').count(), 0)
    await owner.goto(`${server.base}/reports`)
    await owner.waitForSelector('.none >> text=整改办还没有设置')
    assert.equal(await owner.locator('.usual').count(), 0)
    await office.click('.usual')
    await section(office, 'unit_report').waitFor()
    assert.equal(await office.locator('.duty').count(), desk.duties.length)

    await speak_english(office)
    await office.waitForSelector('h1 >> text=Reports owed')
    const own = (await office.locator('.page-head, .head, thead, .tag, td.do, .about > span:nth-child(-n+2)').allInnerTexts()).join('\n')
    assert.deepEqual(own.match(/[\u4e00-\u9fff]+/g), null, 'English throughout')
    await shoot(office, 'reports-english')
    await section(office, 'summary').locator('td.do a').click()
    await office.waitForSelector('.report-form')
    const form = (await office.locator('.compiled header, .part label, .line, .figures header, .figures thead, .act').allInnerTexts()).join('\n')
    assert.deepEqual(form.match(/[\u4e00-\u9fff]+/g), null, 'English throughout')
    await shoot(office, 'reports-form-english')
    await server.stop()
  },
}
