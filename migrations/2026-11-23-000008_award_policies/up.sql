-- The law's side of an award: rates, base salary and authority, each over the period it was in force.

CREATE TABLE award_policies (
    id            uuid PRIMARY KEY,
    code          text NOT NULL CONSTRAINT award_policies_code_once UNIQUE CONSTRAINT award_policies_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    basis_vi      text NOT NULL CONSTRAINT award_policies_basis_vi_bounded CHECK (char_length(basis_vi) <= 500),
    valid_from    date,
    valid_to      date,
    rounding      text NOT NULL CONSTRAINT award_policies_rounding_known CHECK (rounding IN ('none', 'nearest', 'up')),
    rounding_unit bigint NOT NULL CONSTRAINT award_policies_rounding_unit_positive CHECK (rounding_unit >= 1),
    rounding_provenance text NOT NULL CONSTRAINT award_policies_provenance_known CHECK (rounding_provenance IN ('confirmed', 'unconfirmed')),
    rounding_note text CONSTRAINT award_policies_rounding_note_bounded CHECK (char_length(rounding_note) <= 1000),
    salary_date_provenance text NOT NULL CONSTRAINT award_policies_salary_date_provenance_known CHECK (salary_date_provenance IN ('confirmed', 'unconfirmed')),
    CONSTRAINT award_policies_one_at_a_time EXCLUDE USING gist (daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON COLUMN award_policies.salary_date_provenance IS 'Whether it was checked that the base salary in force on the day of the decision is the one to multiply.';
COMMENT ON TABLE award_policies IS 'Award policies (chính sách khen thưởng) by period; the one in force on the day of the award decision applies.';

CREATE TABLE award_rates (
    policy_id   uuid NOT NULL REFERENCES award_policies (id),
    award_form  text NOT NULL CONSTRAINT award_rates_form_known CHECK (award_form IN (
                    'giay_khen_chu_tich_xa', 'giay_khen_chu_tich_huyen', 'bang_khen_tinh', 'bang_khen_thu_tuong',
                    'lao_dong_tien_tien', 'chien_si_thi_dua_co_so', 'tap_the_lao_dong_tien_tien', 'tap_the_lao_dong_xuat_sac',
                    'co_thi_dua_tinh', 'xa_phuong_dac_khu_tieu_bieu')),
    recipient   text NOT NULL CONSTRAINT award_rates_recipient_known CHECK (recipient IN ('individual', 'collective', 'household')),
    coefficient numeric(6, 3) NOT NULL CONSTRAINT award_rates_coefficient_positive CHECK (coefficient > 0),
    provenance  text NOT NULL CONSTRAINT award_rates_provenance_known CHECK (provenance IN ('confirmed', 'unconfirmed')),
    source      text NOT NULL CONSTRAINT award_rates_source_bounded CHECK (char_length(source) <= 500),
    CONSTRAINT award_rates_pk PRIMARY KEY (policy_id, award_form, recipient)
);
COMMENT ON TABLE award_rates IS 'What a policy pays for an award (mức tiền thưởng), by form and recipient.';
COMMENT ON COLUMN award_rates.coefficient IS 'Multiples of the base salary (mức lương cơ sở).';

CREATE TABLE base_salaries (
    valid_from date PRIMARY KEY,
    valid_to   date,
    amount_vnd bigint NOT NULL CONSTRAINT base_salaries_positive CHECK (amount_vnd > 0),
    basis_vi   text NOT NULL CONSTRAINT base_salaries_basis_vi_bounded CHECK (char_length(basis_vi) <= 500),
    provenance text NOT NULL CONSTRAINT base_salaries_provenance_known CHECK (provenance IN ('confirmed', 'unconfirmed')),
    source     text NOT NULL CONSTRAINT base_salaries_source_bounded CHECK (char_length(source) <= 500),
    CONSTRAINT base_salaries_one_at_a_time EXCLUDE USING gist (daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON TABLE base_salaries IS 'The base salary (mức lương cơ sở) in VND a month, by period.';

CREATE TABLE grant_authorities (
    office     text NOT NULL CONSTRAINT grant_authorities_office_known CHECK (office IN (
                   'district_chairman', 'commune_chairman', 'provincial_chairman', 'provincial_department_head')),
    award_form text NOT NULL CONSTRAINT grant_authorities_form_known CHECK (award_form IN (
                   'giay_khen_chu_tich_xa', 'giay_khen_chu_tich_huyen', 'bang_khen_tinh', 'bang_khen_thu_tuong',
                   'lao_dong_tien_tien', 'chien_si_thi_dua_co_so', 'tap_the_lao_dong_tien_tien', 'tap_the_lao_dong_xuat_sac',
                   'co_thi_dua_tinh', 'xa_phuong_dac_khu_tieu_bieu')),
    valid_from date,
    valid_to   date,
    basis_vi   text NOT NULL CONSTRAINT grant_authorities_basis_vi_bounded CHECK (char_length(basis_vi) <= 500),
    provenance text NOT NULL CONSTRAINT grant_authorities_provenance_known CHECK (provenance IN ('confirmed', 'unconfirmed')),
    source     text NOT NULL CONSTRAINT grant_authorities_source_bounded CHECK (char_length(source) <= 500),
    CONSTRAINT grant_authorities_one_at_a_time EXCLUDE USING gist (office WITH =, award_form WITH =, daterange(valid_from, valid_to) WITH &&)
);
ALTER TABLE grant_authorities ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
COMMENT ON TABLE grant_authorities IS 'Which office may grant which award, by period.';

INSERT INTO award_policies VALUES
    ('0198a000-0000-7000-8000-000000000001', 'ND91-2017', 'Luật Thi đua, khen thưởng 2003 (sửa đổi 2005, 2013) và Nghị định 91/2017/NĐ-CP', NULL, '2024-01-01', 'nearest', 10000, 'unconfirmed',
     'Khoản 2 Điều 68 ghi "làm tròn số lên hàng chục ngàn đồng"; một lời giải đã công bố làm tròn 223.500 thành 220.000. Làm tròn lên hay đến số gần nhất còn tranh luận.', 'unconfirmed'),
    ('0198a000-0000-7000-8000-000000000002', 'ND98-2023', 'Luật 06/2022/QH15 và Nghị định 98/2023/NĐ-CP', '2024-01-01', '2025-07-01', 'none', 1, 'unconfirmed',
     'Các bảng đã công bố in 351.000 và 702.000, không làm tròn; chưa đọc được điều khoản.', 'unconfirmed'),
    ('0198a000-0000-7000-8000-000000000003', 'ND152-2025', 'Luật 06/2022/QH15 và Nghị định 152/2025/NĐ-CP', '2025-07-01', NULL, 'none', 1, 'unconfirmed',
     'Như Nghị định 98/2023/NĐ-CP cho đến khi có căn cứ khác.', 'unconfirmed');

INSERT INTO award_rates (policy_id, award_form, recipient, coefficient, provenance, source) VALUES
    ('0198a000-0000-7000-8000-000000000001', 'giay_khen_chu_tich_xa', 'individual', 0.15, 'confirmed', 'thuvienphapluat 5153C'),
    ('0198a000-0000-7000-8000-000000000001', 'giay_khen_chu_tich_xa', 'collective', 0.30, 'confirmed', 'thuvienphapluat 5153C'),
    ('0198a000-0000-7000-8000-000000000001', 'giay_khen_chu_tich_huyen', 'individual', 0.30, 'unconfirmed', 'chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000001', 'giay_khen_chu_tich_huyen', 'collective', 0.60, 'unconfirmed', 'gấp đôi cá nhân đã xác nhận; hệ số cá nhân chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000001', 'bang_khen_tinh', 'individual', 1.0, 'confirmed', 'hoatieu 211204'),
    ('0198a000-0000-7000-8000-000000000001', 'bang_khen_tinh', 'collective', 2.0, 'unconfirmed', 'chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000001', 'bang_khen_thu_tuong', 'individual', 3.5, 'confirmed', 'lawnet.vn'),
    ('0198a000-0000-7000-8000-000000000001', 'bang_khen_thu_tuong', 'collective', 7.0, 'confirmed', 'lawnet.vn'),
    ('0198a000-0000-7000-8000-000000000001', 'lao_dong_tien_tien', 'individual', 0.3, 'confirmed', 'Nghị định 91/2017/NĐ-CP, theo thuvienphapluat 5153C và 5153D, hoatieu 211204, sonoivu.namdinh 298715; số điều chưa ghi lại'),
    ('0198a000-0000-7000-8000-000000000001', 'chien_si_thi_dua_co_so', 'individual', 1.0, 'confirmed', 'Nghị định 91/2017/NĐ-CP, theo thuvienphapluat 5153C và 5153D, hoatieu 211204, sonoivu.namdinh 298715; số điều chưa ghi lại'),
    ('0198a000-0000-7000-8000-000000000001', 'tap_the_lao_dong_tien_tien', 'collective', 0.8, 'confirmed', 'Nghị định 91/2017/NĐ-CP, theo thuvienphapluat 5153C và 5153D, hoatieu 211204, sonoivu.namdinh 298715; số điều chưa ghi lại'),
    ('0198a000-0000-7000-8000-000000000001', 'tap_the_lao_dong_xuat_sac', 'collective', 1.5, 'confirmed', 'Nghị định 91/2017/NĐ-CP, theo thuvienphapluat 5153C và 5153D, hoatieu 211204, sonoivu.namdinh 298715; số điều chưa ghi lại'),
    ('0198a000-0000-7000-8000-000000000001', 'co_thi_dua_tinh', 'collective', 8.0, 'confirmed', 'Nghị định 91/2017/NĐ-CP, theo thuvienphapluat 5153C và 5153D, hoatieu 211204, sonoivu.namdinh 298715; số điều chưa ghi lại'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_xa', 'individual', 0.15, 'confirmed', 'lawnet.vn; news.laodong 1536317'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_xa', 'collective', 0.30, 'unconfirmed', 'gấp đôi cá nhân, chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_xa', 'household', 0.225, 'unconfirmed', '1,5 lần cá nhân, chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_huyen', 'individual', 0.30, 'confirmed', 'lawnet.vn'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_huyen', 'collective', 0.60, 'unconfirmed', 'gấp đôi cá nhân, chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000002', 'giay_khen_chu_tich_huyen', 'household', 0.45, 'unconfirmed', '1,5 lần cá nhân, chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000002', 'bang_khen_tinh', 'individual', 1.5, 'confirmed', 'lawnet.vn'),
    ('0198a000-0000-7000-8000-000000000002', 'bang_khen_thu_tuong', 'individual', 3.5, 'confirmed', 'lawnet.vn'),
    ('0198a000-0000-7000-8000-000000000002', 'lao_dong_tien_tien', 'individual', 0.3, 'confirmed', 'vietjack.me, Nghị định 98/2023/NĐ-CP, chương III'),
    ('0198a000-0000-7000-8000-000000000002', 'chien_si_thi_dua_co_so', 'individual', 1.0, 'confirmed', 'vietjack.me, Nghị định 98/2023/NĐ-CP, chương III'),
    ('0198a000-0000-7000-8000-000000000002', 'tap_the_lao_dong_tien_tien', 'collective', 0.8, 'unconfirmed', 'chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000002', 'tap_the_lao_dong_xuat_sac', 'collective', 1.5, 'confirmed', 'vietjack.me, Nghị định 98/2023/NĐ-CP, chương III'),
    ('0198a000-0000-7000-8000-000000000003', 'giay_khen_chu_tich_xa', 'individual', 0.30, 'confirmed', 'news.laodong 1536317, 1562282'),
    ('0198a000-0000-7000-8000-000000000003', 'giay_khen_chu_tich_xa', 'household', 0.45, 'confirmed', 'news.laodong 1562282'),
    ('0198a000-0000-7000-8000-000000000003', 'giay_khen_chu_tich_xa', 'collective', 0.60, 'unconfirmed', 'gấp đôi cá nhân, chưa đối chiếu'),
    ('0198a000-0000-7000-8000-000000000003', 'bang_khen_tinh', 'individual', 1.5, 'confirmed', 'ja.laodong 1535725, Điều 54'),
    ('0198a000-0000-7000-8000-000000000003', 'lao_dong_tien_tien', 'individual', 0.3, 'confirmed', 'dantri 03/12/2025'),
    ('0198a000-0000-7000-8000-000000000003', 'chien_si_thi_dua_co_so', 'individual', 1.0, 'confirmed', 'dantri 03/12/2025'),
    ('0198a000-0000-7000-8000-000000000003', 'tap_the_lao_dong_tien_tien', 'collective', 0.8, 'confirmed', 'dantri 03/12/2025'),
    ('0198a000-0000-7000-8000-000000000003', 'tap_the_lao_dong_xuat_sac', 'collective', 1.5, 'confirmed', 'dantri 03/12/2025'),
    ('0198a000-0000-7000-8000-000000000003', 'xa_phuong_dac_khu_tieu_bieu', 'collective', 2.0, 'confirmed', 'dantri 03/12/2025');

INSERT INTO base_salaries VALUES
    ('2019-07-01', '2023-07-01', 1490000, 'Nghị định 38/2019/NĐ-CP', 'confirmed', 'news.laodong 1511654'),
    ('2023-07-01', '2024-07-01', 1800000, 'Nghị định 24/2023/NĐ-CP', 'confirmed', 'sonoivu.namdinh'),
    ('2024-07-01', '2026-07-01', 2340000, 'Nghị định 73/2024/NĐ-CP', 'confirmed', 'thuvienphapluat.vn; EY; Mondaq'),
    ('2026-07-01', NULL, 2530000, 'Nghị định 161/2026/NĐ-CP (số hiệu chưa đối chiếu)', 'unconfirmed', 'mức đã công bố 09/3/2026; số nghị định chưa thấy ở trang văn bản pháp luật');

INSERT INTO grant_authorities (office, award_form, valid_from, valid_to, basis_vi, provenance, source) VALUES
    ('district_chairman', 'giay_khen_chu_tich_huyen', NULL, '2024-01-01', 'Luật Thi đua, khen thưởng 2003', 'unconfirmed', 'chưa đối chiếu'),
    ('district_chairman', 'giay_khen_chu_tich_huyen', '2024-01-01', '2025-07-01', 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('district_chairman', 'tap_the_lao_dong_tien_tien', '2024-01-01', '2025-07-01', 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('district_chairman', 'chien_si_thi_dua_co_so', '2024-01-01', '2025-07-01', 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('district_chairman', 'lao_dong_tien_tien', '2024-01-01', '2025-07-01', 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('commune_chairman', 'giay_khen_chu_tich_xa', '2024-01-01', NULL, 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('commune_chairman', 'lao_dong_tien_tien', '2024-01-01', NULL, 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('provincial_department_head', 'tap_the_lao_dong_tien_tien', '2024-01-01', NULL, 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('provincial_department_head', 'chien_si_thi_dua_co_so', '2024-01-01', NULL, 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56'),
    ('provincial_department_head', 'lao_dong_tien_tien', '2024-01-01', NULL, 'Luật 06/2022/QH15, Điều 80', 'confirmed', 'Công báo 571+572/2022, trang 56');
