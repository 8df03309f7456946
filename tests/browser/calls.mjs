/* The call sheet: whom the office calls this week and for what; chosen, followed, printed with a column for notes, read at a telephone. */
import assert from 'node:assert/strict'
import { call, enter, keep_pdf, make_store, open_page, phone, read_page, serve, shoot, speak_english, stands_out } from './harness.mjs'

const day = '2026-12-01'
const asked = async (page, as_of = day) => {
  const answer = await call(page, 'GET', `/api/v1/ledgers/ZGJ/call_sheet?as_of=${as_of}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json
}
const lines = (page) => page.locator('.calls .line').count()
const chip = (page, reason) => page.locator(`.chips [data-reason=${reason}]`)

export const tests = {
  'calls: whom the office calls, by unit and person; chosen by chips, followed, printed': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { expect: [422] })
    await enter(office, 'liangyh')
    await office.click('.places >> text=基础资料')
    await office.click('.el-dropdown-menu__item:visible >> text=叫号单')
    await office.waitForURL(/\/calls$/)
    await office.waitForSelector('.calls-page .rules')
    await office.goto(`${server.base}/calls?as_of=${day}`)
    await office.waitForSelector('h1 >> text=叫号单（截至2026年12月1日）')
    await office.waitForSelector('.calls .line')
    const sheet = await asked(office)
    assert.ok(sheet.rows.length > 3, 'the sample has whom to call')

    // all of it is drawn, unit by unit, and adds up
    assert.equal(await lines(office), sheet.rows.length)
    assert.deepEqual(await office.locator('.calls .line').evaluateAll((all) => all.map((e) => e.dataset.id)), sheet.rows.map((r) => r.id))
    assert.equal(await office.locator('.calls .unit h2').count(), new Set(sheet.rows.map((r) => r.organisation_id)).size)
    assert.equal(await office.locator('.chips [data-reason=all] b').innerText(), String(sheet.rows.length))
    for (const [reason, count] of Object.entries(sheet.counts)) {
      if (['rows', 'units'].includes(reason)) continue
      assert.equal(sheet.rows.filter((r) => r.reasons.includes(reason)).length, count, reason)
      if (count) assert.equal(await chip(office, reason).locator('b').innerText(), String(count))
      else assert.equal(await chip(office, reason).count(), 0, `no chip for no ${reason}`)
    }
    const totals = await office.locator('.unit .small').allInnerTexts()
    assert.equal(totals.reduce((n, x) => n + Number.parseInt(x, 10), 0), sheet.rows.length)
    const late = sheet.rows.find((r) => r.reasons.includes('overdue') && r.days < 0)
    assert.ok(late)
    const line = office.locator(`.line[data-id="${late.id}"]`)
    assert.match(await line.locator('.reasons').innerText(), new RegExp(`超期${-late.days}个工作日`))
    assert.equal(await line.locator('.light').innerText(), '红', 'a word, not colour alone')
    for (const r of sheet.rows.filter((x) => x.phone).slice(0, 1)) assert.equal(await office.locator('.person a[href^="tel:"]').first().getAttribute('href'), `tel:${r.phone.replace(/[^\d+]/g, '')}`)
    await read_page(office, watch, 'the call sheet', ['json'])
    await shoot(office, 'calls')

    // a chip leaves only these, of two any; the address keeps it
    await chip(office, 'overdue').click()
    await office.waitForURL(/show=overdue/)
    assert.equal(await lines(office), sheet.counts.overdue)
    assert.equal(await office.locator('.line:not([data-reasons~=overdue])').count(), 0)
    const other = Object.keys(sheet.counts).find((r) => !['rows', 'units', 'overdue'].includes(r) && sheet.counts[r])
    assert.ok(other)
    await chip(office, other).focus()
    await office.keyboard.press('Space')
    assert.equal(await lines(office), sheet.rows.filter((r) => r.reasons.includes('overdue') || r.reasons.includes(other)).length)
    assert.equal(await chip(office, other).getAttribute('aria-pressed'), 'true')
    await office.reload()
    await office.waitForSelector('.calls .line')
    assert.equal(await lines(office), sheet.rows.filter((r) => r.reasons.includes('overdue') || r.reasons.includes(other)).length)
    await shoot(office, 'calls-chosen')
    await chip(office, 'all').click()
    assert.equal(await lines(office), sheet.rows.length)

    // by unit or person
    const unit = sheet.rows.find((r) => r.organisation).organisation
    await office.fill('.choice input', unit)
    const of_unit = sheet.rows.filter((r) => r.organisation?.includes(unit)).length
    await office.waitForSelector(`.amount >> text=显示 ${of_unit} 项`)
    assert.equal(await lines(office), of_unit)
    await office.fill('.choice input', '没有这个单位')
    await office.click('.calls-page button.link >> text=显示全部')
    assert.equal(await lines(office), sheet.rows.length)

    // numbers lead to what they name
    const measure = sheet.rows.find((r) => r.kind === 'measure')
    const finding = sheet.rows.find((r) => r.kind === 'finding')
    for (const [r, place] of [[measure, /\/records\/corrective_actions\//], [finding, /\/findings\//]]) {
      if (!r) continue
      await office.click(`.line[data-kind=${r.kind}][data-id="${r.id}"] .number a`)
      await office.waitForURL((url) => place.test(url.pathname) && url.pathname.endsWith(r.id))
      await office.waitForSelector(`main >> text=${r.number}`)
      await office.goBack()
      await office.waitForSelector('.calls .line')
    }

    // on paper: portrait, a column for notes, no chips; a name not alone at the foot
    const notes = office.locator('th.notes')
    assert.equal(await notes.isVisible(), false)
    const pdf = await office.pdf({ preferCSSPageSize: true, printBackground: true })
    keep_pdf('calls', pdf)
    const sheets = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map((m) => `${Math.round(m[1])} ${Math.round(m[2])}`)
    assert.deepEqual([...new Set(sheets)], ['595 842'], 'A4, portrait, and no sheet besides')
    await office.emulateMedia({ media: 'print' })
    await office.setViewportSize({ width: 703, height: 1000 }) // of A4 without its margins
    assert.equal(await notes.isVisible(), true)
    assert.equal(await notes.innerText(), '处理情况')
    assert.ok((await notes.boundingBox()).width > 150, 'room to write')
    assert.equal(await office.locator('.paper-head').isVisible(), true)
    assert.deepEqual(await office.locator('.choice, .page-head, .bar').evaluateAll((all) => all.filter((e) => e.getClientRects().length).length), 0)
    assert.deepEqual(await stands_out(office), [])
    await office.emulateMedia({ media: null })
    await office.setViewportSize({ width: 1366, height: 768 })

    // a day on which there is nobody to call; one that is none
    await office.goto(`${server.base}/calls?as_of=2000-01-03`)
    const early = await asked(office, '2000-01-03')
    if (early.rows.length) await office.waitForSelector('.calls .line')
    else await office.waitForSelector('.none >> text=没有要叫的号')
    await shoot(office, 'calls-none')
    await office.goto(`${server.base}/calls?as_of=2026-02-31`)
    await office.waitForSelector('.notice[role=alert]')
    await server.stop()
  },

  'calls: at a telephone; in English; not in the menu of an owner': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { size: phone })
    await enter(office, 'liangyh')
    await office.goto(`${server.base}/calls?as_of=${day}`)
    await office.waitForSelector('.calls .line')
    assert.deepEqual(await stands_out(office), [])
    await read_page(office, watch, 'the call sheet at a telephone', ['json'])
    await shoot(office, 'calls-phone')
    for (const width of [640, 700, 1024, 1366]) {
      await office.setViewportSize({ width, height: 768 })
      assert.deepEqual(await stands_out(office), [], `at ${width}`)
      await shoot(office, `calls-${width}`)
    }
    await speak_english(office)
    await office.waitForSelector('h1 >> text=Call sheet (as of 1 Dec 2026)')
    const own = (await office.locator('.page-head, .rules, .chips, thead, .reasons').allInnerTexts()).join('\n').replace(/returned: .*/g, '')
    assert.deepEqual(own.match(/[\u4e00-\u9fff]+/g), null, 'English throughout')
    await shoot(office, 'calls-english')

    const owner = await open_page(server, watch)
    await enter(owner, 'jiangxm')
    await owner.click('.places >> text=基础资料')
    await owner.waitForSelector('.el-dropdown-menu__item:visible >> text=工作日历')
    assert.equal(await owner.locator('.el-dropdown-menu__item:visible >> text=叫号单').count(), 0)
    await server.stop()
  },
}
