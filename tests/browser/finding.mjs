/* F. The page of one finding: the letter beside it, what differs, who answers, measures, proof, every version. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve, shoot } from './harness.mjs'

const findings = '/api/v1/ledgers/ZGJ/findings'
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')

/** The office on the page of the sample's nth problem with a lead unit. */
async function at_finding(watch, { who = 'liangyh', expect = [], hash = '', size } = {}) {
  const server = await serve(make_store('sample'))
  const page = await open_page(server, watch, { expect, ...(size ? { size } : {}) })
  await enter(page, who)
  const rows = (await call(page, 'GET', `${findings}?level=finding&lead_unit_id!=&limit=5`)).json.rows
  const row = rows[who === 'liangyh' ? 2 : 0]
  await page.goto(`${server.base}/findings/${row.id}${hash}`)
  await page.waitForSelector('.history > li')
  return { server, page, row }
}

export const tests = {
  async 'finding: the letter beside, scrolled to the words, neighbours a step away'(watch) {
    const { server, page, row } = await at_finding(watch)
    await read_page(page, watch, 'finding')
    assert.equal((await page.locator('#verbatim mark').innerText()).trim(), row.verbatim.trim())
    await page.click('text=打开全文对照')
    await page.waitForSelector('.whole-letter mark')
    await page.waitForTimeout(200)
    const mark = await page.locator('.whole-letter mark').boundingBox()
    assert.ok(mark.y > 48 && mark.y < 500, `the words are in view: ${JSON.stringify(mark)}`)
    assert.ok((await page.locator('.whole-letter').innerText()).length > 3000, 'all of the letter')
    await page.locator('.whole-letter a.other').nth(3).click()
    await page.waitForFunction((id) => !location.pathname.endsWith(id), row.id)
    await page.waitForSelector('.whole-letter mark')
    await page.click('.whole-letter .close')
    // by keyboard, and back again
    const here = page.url()
    await page.locator('h1').click()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((u) => location.href !== u, here)
    await page.waitForSelector('.history > li')
    await page.keyboard.press('k')
    await page.waitForURL(here)
    await server.stop()
  },

  async 'finding: previous and next in the list one came from'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/ledger?overdue=true&level=finding`)
    await page.waitForSelector('.row.finding .cell-number a')
    const numbers = (await page.locator('.row.finding .cell-number').allInnerTexts()).map((s) => s.trim())
    assert.ok(numbers.length >= 3)
    await page.locator('.row.finding .cell-number a').nth(1).click()
    await page.waitForSelector('.finding-page h1')
    assert.match(await page.locator('.way').innerText(), new RegExp(`2 / ${numbers.length}`))
    await page.waitForSelector('.history > li')
    await page.keyboard.press('j')
    await page.waitForFunction((n) => document.querySelector('.facts')?.innerText.includes(n), numbers[2])
    await page.reload()
    await page.waitForSelector('.history > li')
    assert.match(await page.locator('.way').innerText(), new RegExp(`3 / ${numbers.length}`), 'also after a reload')
    await server.stop()
  },

  async 'finding: wording, what differs, unsaved entries kept from being lost'(watch) {
    const { server, page, row } = await at_finding(watch)
    const wording = page.locator('#wording')
    await wording.locator('button:has-text("修改")').click()
    await wording.locator('textarea').fill(row.verbatim.replace(/。/, '；已经整改。'))
    // the way out asks
    await page.click('.way >> text=返回')
    await page.waitForSelector('.el-message-box >> text=还没有保存')
    await read_page(page, watch, 'unsaved')
    await page.click('.el-message-box >> text=留在这里')
    await wording.locator('button:has-text("保存")').click()
    await wording.locator('text=与原文对照').click()
    assert.match(await wording.locator('.diff ins').allInnerTexts().then((x) => x.join('')), /已经整改/)
    assert.equal((await wording.locator('.diff .text').evaluate((e) => [...e.childNodes].filter((n) => n.nodeName !== 'INS').map((n) => n.textContent).join(''))).trim(), row.verbatim.trim())
    await read_page(page, watch, 'differences')
    await page.locator('h1').click()
    await page.click('.way >> text=返回') // nothing unsaved: no question
    await page.waitForFunction((id) => !location.pathname.includes(id), row.id)
    await server.stop()
  },

  async 'finding: classification by groups, responsibilities with their history'(watch) {
    const { server, page, row } = await at_finding(watch)
    const section = page.locator('#classification')
    await section.locator('button:has-text("修改")').click()
    const labels = await section.locator('.field label').allInnerTexts()
    for (const label of ['共性/个性', '整改时限类别', '问题类别', '面上/点上', '近期/历史遗留', '整改难度', '苗头性/显现', '严重程度', '密级', '定性依据', '来源']) assert.ok(labels.includes(label), `${label} among ${labels}`)
    await section.locator('.field', { hasText: '定性依据' }).locator('textarea').fill('《条例》第五条')
    await section.locator('button:has-text("保存")').click()
    await section.locator('dd:has-text("《条例》第五条")').waitFor()
    await page.locator('.history ins', { hasText: '《条例》第五条' }).waitFor()

    const who = page.locator('#responsibilities')
    const before = (await call(page, 'GET', `${findings}/${row.id}`)).json
    const was = before.names[before.record.lead_unit_id]
    await who.locator('button:has-text("修改")').click()
    await who.locator('.el-select').first().click()
    await page.keyboard.type('财务')
    await page.click('.el-select-dropdown__item:visible >> text=财务审计科')
    await who.locator('text=/以往责任/').waitFor()
    await who.locator('button:has-text("关闭")').click()
    await who.locator('text=/以往责任/').click()
    assert.match(await who.innerText(), new RegExp(`牵头单位：${was}.*至2`), 'the one before, until when')
    assert.match(await page.locator('.facts').innerText(), /财务审计科/)
    await read_page(page, watch, 'responsibilities')
    await server.stop()
  },

  async 'finding: measures added and changed in place; the same matter linked from both sides'(watch) {
    const { server, page, row } = await at_finding(watch, { expect: [422] })
    await page.click('#actions >> text=新增措施')
    const form = page.locator('#actions .new')
    await form.locator('button:has-text("保存")').click()
    await form.locator('.problem, .notice').first().waitFor()
    await read_page(page, watch, 'a measure that lacks something')
    await form.locator('.field', { hasText: '整改措施' }).locator('textarea').fill('制定管理办法，每月检查一次')
    await form.locator('.field', { hasText: '成果形式' }).locator('input').fill('管理办法')
    await form.locator('button:has-text("保存")').click()
    const line = page.locator('#actions .line', { hasText: '制定管理办法' })
    await line.waitFor()
    await line.click()
    const detail = page.locator('#actions .detail')
    await detail.locator('button:has-text("修改")').click()
    await detail.locator('.field', { hasText: '衡量指标' }).locator('input').fill('检查率100%')
    await detail.locator('button:has-text("保存")').click()
    await detail.locator('dd:has-text("检查率100%")').waitFor()
    await read_page(page, watch, 'measures')

    const other = (await call(page, 'GET', `${findings}?level=finding&limit=40`)).json.rows.find((r) => r.inspection_id !== row.inspection_id)
    const same = page.locator('#same')
    await same.locator('.el-select').click()
    await page.keyboard.type(other.title.slice(0, 6))
    await page.locator('.el-select-dropdown__item:visible', { hasText: other.title }).click()
    await same.locator('button:has-text("关联")').click()
    await same.locator('li', { hasText: other.number }).waitFor()
    await same.locator('text=对照两边').click()
    assert.match(await same.locator('.both').innerText(), new RegExp(row.number))
    await read_page(page, watch, 'same matter')
    await page.goto(`${server.base}/findings/${other.id}#same`)
    await page.locator('#same li', { hasText: row.number }).waitFor()
    await server.stop()
  },

  async 'finding: proof by choice, drop and paste; looked at in place; withdrawn'(watch) {
    const { server, page } = await at_finding(watch)
    const evidence = page.locator('#evidence')
    await evidence.locator('input[type=file]').first().setInputFiles([{ name: '现场照片.png', mimeType: 'image/png', buffer: png }, { name: '会议纪要.txt', mimeType: 'text/plain', buffer: Buffer.from('会议<script>window.hit=1</script>纪要\n一、整改') }])
    await evidence.locator('li', { hasText: '会议纪要.txt' }).waitFor()
    const drop = await page.evaluateHandle((bytes) => {
      const all = new DataTransfer()
      all.items.add(new File([new Uint8Array(bytes)], '批复.pdf', { type: 'application/pdf' }))
      return all
    }, [...pdf])
    await page.dispatchEvent('#evidence .take', 'drop', { dataTransfer: drop })
    await evidence.locator('li', { hasText: '批复.pdf' }).waitFor()
    await page.evaluate((bytes) => {
      const all = new DataTransfer()
      all.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }))
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: all, bubbles: true }))
    }, [...png])
    await evidence.locator('li', { hasText: '截图' }).waitFor()
    await evidence.locator('li', { hasText: '梁永和' }).first().waitFor()
    assert.equal(await evidence.locator('li').count(), 4)
    await read_page(page, watch, 'evidence')
    const look = async (name) => {
      await evidence.locator('li', { hasText: name }).locator('button.name').click()
      await page.waitForSelector('.looking')
      await page.waitForTimeout(250)
    }
    const close = async () => {
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => !document.querySelector('.looking'))
    }
    await look('现场照片')
    assert.ok(await page.locator('.looking img').evaluate((i) => i.complete && i.naturalWidth === 1))
    await close()
    await look('会议纪要')
    const frame = page.frameLocator('.looking iframe')
    assert.match(await frame.locator('body').innerText(), /会议<script>window.hit=1<\/script>纪要/)
    assert.equal(await page.locator('.looking iframe').getAttribute('sandbox'), '')
    await close()
    await look('批复')
    assert.match(await page.locator('.looking iframe').getAttribute('src'), /\/view$/)
    await close()
    // its next version takes its place; the one before stays within reach, and says what took its place
    await look('会议纪要')
    await page.locator('.looking .bring input').setInputFiles({ name: '会议纪要（定稿）.txt', mimeType: 'text/plain', buffer: Buffer.from('会议纪要定稿') })
    await page.locator('.looking .el-dialog__title', { hasText: '定稿' }).waitFor()
    await page.locator('.looking .older button', { hasText: '会议纪要.txt' }).waitFor()
    await shoot(page, 'evidence-version', false)
    await page.locator('.looking .older button').click()
    await page.locator('.looking .superseded button', { hasText: '定稿' }).waitFor()
    assert.equal(await page.locator('.looking .bring').count(), 0, 'what was replaced is not replaced again')
    await close()
    assert.equal(await evidence.locator('li').count(), 4, 'one place for both versions')
    assert.match(await evidence.locator('li', { hasText: '定稿' }).locator('.older').innerText(), /旧版：[\s\S]*会议纪要.txt/)
    await evidence.locator('li', { hasText: '截图' }).locator('text=撤销').click()
    await page.waitForSelector('.el-message-box input')
    await page.click('.el-message-box >> text=/^撤销$/')
    await page.waitForSelector('.el-message-box >> text=请写明理由')
    await page.fill('.el-message-box input', '传错了')
    await page.click('.el-message-box .el-button--primary')
    await page.waitForFunction(() => document.querySelectorAll('#evidence li:not(.gone)').length === 3)
    await evidence.locator('li.gone', { hasText: '传错了' }).waitFor()
    assert.match(await evidence.locator('li.gone').innerText(), /截图[\s\S]*撤销[\s\S]*2026|20\d\d/, 'who withdrew it, when and why')
    assert.equal(await evidence.locator('li.gone button').count(), 0)
    await server.stop()
  },

  async 'finding: two versions compared, a link to a section, folded sections remembered'(watch) {
    const { server, page, row } = await at_finding(watch)
    for (const text of ['第一稿', '第二稿']) {
      const now = (await call(page, 'GET', `${findings}/${row.id}`)).json.record
      assert.equal((await call(page, 'PATCH', `${findings}/${row.id}`, { working_text: text, severity: text === '第一稿' ? 'serious' : null }, { 'If-Match': `"${now.version}"` })).status, 200)
    }
    await page.goto(`${server.base}/findings/${row.id}#history`)
    await page.reload()
    await page.waitForSelector('.history > li')
    await page.locator('.history > li.about', { hasText: '责任分工：牵头单位' }).first().waitFor() // who was made to answer is told with it
    await page.waitForTimeout(800)
    await page.waitForFunction(() => document.querySelector('#history').getBoundingClientRect().top < 300)
    await page.locator('#history .compare .el-select').first().click()
    await page.locator('.el-select-dropdown__item:visible').last().click()
    await page.waitForSelector('#history .different dl')
    const text = await page.locator('#history .different').innerText()
    assert.match(text, /工作表述[\s\S]*第二稿/)
    assert.ok(!/第一稿/.test(text), 'what came and went between is not told')
    await read_page(page, watch, 'versions')
    await page.locator('#same h2 button').click()
    await page.reload()
    await page.waitForSelector('#same.folded')
    await page.goto(`${server.base}/findings/${row.id}#same`)
    await page.waitForSelector('#same:not(.folded)')
    await server.stop()
  },

  async 'finding: an owner at a telephone, and paper'(watch) {
    const { server, page } = await at_finding(watch, { who: 'jiangxm', size: phone })
    await read_page(page, watch, 'finding at a telephone')
    assert.equal(await page.locator('#named').count(), 0, 'who is named is not for him')
    // of the classification he says what caused it and what became of it, nothing else
    await page.locator('#classification button:has-text("修改")').tap()
    await page.waitForSelector('#classification .form .field')
    assert.deepEqual((await page.locator('#classification .form .field > label').allInnerTexts()).sort(), ['成因分析', '整改结果', '问题成因'])
    await page.locator('#classification button:has-text("取消")').tap()
    assert.equal(await page.locator('#responsibilities button:has-text("修改")').count(), 0)
    assert.ok(await page.locator('#evidence .camera').isVisible(), 'he may take a picture')
    await page.locator('#evidence .camera input').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]) })
    await page.locator('#evidence li', { hasText: 'IMG_0001' }).waitFor()
    await page.locator('text=打开全文对照').tap()
    await page.waitForSelector('.whole-letter mark')
    assert.equal(Math.round((await page.locator('.whole-letter').boundingBox()).width), phone.width)
    await page.locator('.whole-letter .close').tap()
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.way', '.bar', '.take', '.index']) assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden)
    assert.ok(await page.locator('#verbatim mark').isVisible() && (await page.locator('.printed').isVisible()))
    await server.stop()
  },
}
