/* After closing: a sample is drawn and looked at again, what rebounded is open once more; what rectification brought about is entered and counted; the
 * quality figure prints its formula; where results contradict facts is told. */
import assert from 'node:assert/strict'
import { ask, choose_cause, claimed, must, work_off } from './closing.mjs'
import { call, enter, make_store, open_page, phone, read_page, serve, shoot, type_day } from './harness.mjs'

const in_dialog = (page) => page.locator('.el-dialog:visible .act .el-button--primary')
/** One closed problem of the owner's unit. */
async function closed(office, owner) {
  const finding = await claimed(office, owner)
  await work_off(office, finding)
  await choose_cause(owner, finding)
  await ask(owner, finding)
  const step = (await must(office, 'GET', `review_steps?finding_id=${finding}&state=open`)).rows[0]
  await must(office, 'POST', `review_steps/${step.id}/moves/pass`, { rating: 'good' }, { 'If-Match': '*' })
  return finding
}
const choose = async (page, id, label) => {
  await page.click(`#${id}`)
  await page.click(`.el-select-dropdown:visible .el-select-dropdown__item >> text=${label}`)
}

export const tests = {
  'after closing: a sample is tried, taken and looked at; what rebounded is open again; the quality figure says why': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch, { expect: [422] })
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone })
      await enter(owner, 'jiangxm')
      const finding = await closed(office, owner)
      const { number, title } = (await must(office, 'GET', `findings/${finding}`)).record

      // a sample: bad input is said, a try plans nothing, what is taken is what was tried
      await office.goto(`${server.base}/lookbacks`)
      await office.fill('#sample-count', '0')
      await office.click('.sample button[type=submit]')
      await office.waitForSelector('.sample .problem >> text=抽样数量')
      await office.fill('#sample-count', '3')
      await office.fill('#sample-seed', '20261')
      await office.click('.sample button[type=submit]')
      await office.waitForSelector('.sample ol li')
      assert.match(await office.locator('.sample ol').innerText(), new RegExp(`${number}[^]*权重 \\d+：基数 1`))
      await read_page(office, watch, 'the sample tried', ['ZGJ'])
      await shoot(office, 'sample')
      assert.equal((await must(office, 'GET', 'effectiveness_checks')).total, 0)
      await office.click('.drawn .el-button--primary')
      await office.waitForSelector('.check.planned')
      await shoot(office, 'lookbacks')

      // its owner is told of it, and does not judge it
      await owner.goto(`${server.base}/findings/${finding}#lookback`)
      await owner.waitForSelector('#lookback .check.planned')
      assert.equal(await owner.locator('#lookback .acts button').count(), 0)
      await read_page(owner, watch, 'the owner’s page', ['ZGJ'])
      await shoot(owner, 'finding-phone', false)

      // looked at: what is asked is asked for, and what rebounded is open again
      await office.click('.check.planned [data-event=check]')
      await in_dialog(office).click()
      await office.waitForSelector('.el-dialog:visible .problem >> text=核查情况')
      await choose(office, 'move-result', '明显反弹')
      await office.fill('#move-found', '现场抽查三处，两处台账又没有登记。')
      await shoot(office, 'check-dialog')
      await in_dialog(office).click()
      await office.waitForSelector('.tabs a:has-text("已核查") b >> text=1')
      await office.click('.tabs a:has-text("已核查")')
      await office.waitForSelector('.check.rebounded')
      assert.match(await office.locator('.check.rebounded').innerText(), new RegExp(title.slice(0, 6)))
      await office.goto(`${server.base}/findings/${finding}`)
      await office.waitForSelector('.facts .state >> text=重新整改')
      assert.match(await office.locator('.notice.again').innerText(), /第 2 轮[^]*两处台账又没有登记/)

      // the figure, its formula, and the rows behind a number
      await office.goto(`${server.base}/`)
      await office.waitForSelector('.quality .value b')
      assert.equal(await office.locator('.quality .value b').innerText(), '60.00')
      await office.click('.quality header .link')
      const row = office.locator('.quality tbody tr', { hasText: '回头看明显反弹' })
      assert.match(await row.innerText(), /1\s+-20\s+-20\.00/)
      await read_page(office, watch, 'the first page', ['ZGJ'])
      await shoot(office, 'home')
      await office.locator('.quality tbody tr', { hasText: '回炉（' }).locator('a').click()
      await office.waitForURL(/turn=2/)
      await office.waitForSelector(`text=${number}`)
    },
    { limit: 180000 },
  ),

  'after closing: outcomes are entered on the problem, counted, followed to their rows; contradictions are told': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch)
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone })
      await enter(owner, 'jiangxm')
      const finding = await closed(office, owner)
      const { version } = (await must(office, 'GET', `findings/${finding}`)).record
      await must(office, 'PATCH', `findings/${finding}`, { amount: '20000' }, { 'If-Match': `"${version}"` })

      // money, from the page of the problem; the contradiction stays until all of it is back
      await office.goto(`${server.base}/findings/${finding}#outcomes`)
      await office.waitForSelector('.contradiction[data-code=money_short]')
      await office.click('#outcomes [data-add=recovery]')
      await choose(office, 'f-kind', '清退')
      await office.fill('#f-amount', '20000')
      await type_day(office, office.locator('#f-recovered_on'), '2026年3月2日')
      await office.click('.el-dialog:visible form button[type=submit]')
      await office.waitForSelector('#outcomes .kind[data-record=recovery] >> text=20,000.00 元')
      await office.waitForSelector('.contradiction[data-code=money_short]', { state: 'detached' })

      // a rule of the owner's unit, drafted by it and issued by the office
      await owner.goto(`${server.base}/findings/${finding}#outcomes`)
      await owner.click('#outcomes [data-add=rule_change]')
      await owner.fill('#f-title', '首问负责制实施办法')
      await choose(owner, 'f-kind', '修订')
      await shoot(owner, 'rule-phone', false)
      const unit = (await must(owner, 'GET', `findings/${finding}`)).record.lead_unit_id
      await owner.click('.el-dialog:visible form button[type=submit]')
      await owner.waitForSelector('#outcomes .kind[data-record=rule_change] >> text=首问负责制')
      const rule = (await must(owner, 'GET', 'rule_changes')).rows[0]
      await must(owner, 'PATCH', `rule_changes/${rule.id}`, { organisation_id: unit }, { 'If-Match': `"${rule.version}"` })
      await owner.reload()
      await owner.click('#outcomes [data-event=ask_opinions]')
      await in_dialog(owner).click()
      await owner.waitForSelector('#outcomes [data-event=deliberate]')
      await shoot(owner, 'outcomes-phone', false)
      await must(owner, 'POST', `rule_changes/${rule.id}/moves/deliberate`, {}, { 'If-Match': '*' })
      await office.goto(`${server.base}/records/rule_changes/${rule.id}`)
      await office.click('[data-event=issue]')
      await office.fill('#move-document_no', '云资规发〔2026〕3号')
      await in_dialog(office).click()
      await office.waitForSelector('[data-event=enforce]')
      await shoot(office, 'rule')

      for (const form of ['first', 'second']) {
        await must(office, 'POST', 'sanctions', { finding_id: finding, form, kind: 'talk', decided_on: '2026-03-02', person_name: '张某' })
      }
      await must(office, 'POST', 'petitions', { letter_no: '2026-12', received_on: '2026-01-05', matter: '反映窗口推诿', due_on: '2026-02-05' })
      await must(office, 'POST', 'good_practices', { title: '首问登记一本账', practice: '做法', spread: 'organisation', findings: [finding] })
      await office.goto(`${server.base}/outcomes`)
      await office.waitForSelector('.block[data-record=sanctions]')
      assert.match(await office.locator('.block[data-record=sanctions] .total').innerText(), /2 人次，1 人/)
      assert.match(await office.locator('.block[data-record=recoveries] .total').innerText(), /20,000\.00 元/)
      assert.match(await office.locator('.block[data-record=petitions]').innerText(), /超期未答复 1 件/)
      assert.equal(await office.locator('li[data-code=persons_denied]').count(), 0) // the request named two persons
      await read_page(office, watch, 'outcomes', ['ZGJ'])
      await shoot(office, 'outcomes')
      await office.click('.block[data-record=sanctions] .parts a >> text=第一种形态')
      await office.waitForURL(/records\/sanctions\?form=first/)
      await office.waitForSelector('.list tbody tr')
      assert.equal(await office.locator('.list tbody tr').count(), 1)
      await office.goto(`${server.base}/outcomes?from=2026-04-01`)
      await office.waitForSelector('.block[data-record=recoveries] .total .none')
      await office.setViewportSize(phone)
      await office.goto(`${server.base}/outcomes`)
      await office.waitForSelector('.block[data-record=sanctions]')
      await shoot(office, 'outcomes-page-phone', false)
      assert.ok(await office.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page is no wider than the telephone')
      await office.goto(`${server.base}/lookbacks`)
      await office.waitForSelector('.sample')
      await shoot(office, 'lookbacks-phone', false)
      assert.ok(await office.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nor is that of look-backs')
      // the owner knows neither of the letters nor of who was dealt with
      await owner.goto(`${server.base}/outcomes`)
      await owner.waitForSelector('.block[data-record=sanctions]')
      assert.equal(await owner.locator('.block[data-record=petitions]').count(), 0)
      const seen = await call(owner, 'GET', '/api/v1/ledgers/ZGJ/sanctions')
      assert.doesNotMatch(seen.text, /张某/)
    },
    { limit: 180000 },
  ),
}
