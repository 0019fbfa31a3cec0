//! The table of problem codes: one line a code, with its status, title and advice in both languages.

use std::borrow::Cow;

/// The language of titles and details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The first of our languages that an `Accept-Language` header names (RFC 9110, 12.5.4).
    ///
    /// Weights are honoured only in their order: browsers list languages by preference.
    pub fn from_header(header: &str) -> Self {
        let ours = header.split(',').find_map(|range| match range.trim().split(['-', ';']).next() {
            Some("vi") => Some(Self::Vi),
            Some("en") => Some(Self::En),
            _ => None,
        });
        ours.unwrap_or_default()
    }

    /// The tag for `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese.
    pub vi: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text made at run time.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: Cow::Owned(vi.into()), en: Cow::Owned(en.into()) }
    }

    const fn fixed(vi: &'static str, en: &'static str) -> Self {
        Self { vi: Cow::Borrowed(vi), en: Cow::Borrowed(en) }
    }

    /// The text in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

macro_rules! codes {
    ($($variant:ident $status:literal $code:literal
        [$title_vi:literal | $title_en:literal]
        $advice_vi:literal | $advice_en:literal;)+) => {
        /// Every problem this service can answer with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $advice_en] $variant,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code, never translated.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ }
            }

            /// What kind of problem this is.
            pub const fn title(self) -> Text {
                match self { $(Self::$variant => Text::fixed($title_vi, $title_en),)+ }
            }

            /// What it means and what to do about it.
            pub const fn advice(self) -> Text {
                match self { $(Self::$variant => Text::fixed($advice_vi, $advice_en),)+ }
            }
        }
    };
}

codes! {
    MalformedJson 400 "malformed_json" ["JSON sai cú pháp" | "Malformed JSON"]
        "Thân yêu cầu không phải là JSON hợp lệ (RFC 8259)." | "The body is not valid JSON (RFC 8259).";
    MalformedParameter 400 "malformed_parameter" ["Tham số không hợp lệ" | "Malformed parameter"]
        "Một tham số truy vấn không đọc được; xem danh sách lỗi." | "A query parameter cannot be read; see the list of errors.";
    UnknownParameter 400 "unknown_parameter" ["Tham số không tồn tại" | "Unknown parameter"]
        "Yêu cầu có tham số mà thao tác này không có; tham số lạ không bao giờ bị bỏ qua." | "The request has a parameter that this operation does not have; unknown parameters are never ignored.";
    MalformedHeader 400 "malformed_header" ["Tiêu đề HTTP không hợp lệ" | "Malformed header"]
        "Một tiêu đề HTTP không đọc được; xem danh sách lỗi." | "A header cannot be read; see the list of errors.";
    CursorMismatch 400 "cursor_mismatch" ["Con trỏ trang không khớp" | "Cursor mismatch"]
        "Con trỏ thuộc về bộ lọc hoặc thứ tự khác; hãy đọc lại từ trang đầu." | "The cursor belongs to other filters or another order; read again from the first page.";
    Unauthenticated 401 "unauthenticated" ["Chưa đăng nhập" | "Not signed in"]
        "Thao tác này cần mã truy cập: gửi `Authorization: Bearer <access_token>`." | "This operation needs an access token: send `Authorization: Bearer <access_token>`.";
    InvalidToken 401 "invalid_token" ["Mã truy cập không hợp lệ" | "Invalid token"]
        "Mã truy cập sai, hết hạn hoặc đã bị thu hồi; hãy đăng nhập lại hoặc làm mới mã." | "The access token is wrong, expired or revoked; sign in again or refresh it.";
    InvalidCredentials 401 "invalid_credentials" ["Đăng nhập không thành công" | "Sign-in failed"]
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa sau nhiều lần sai." | "The user name or password is wrong, or the account is paused after repeated failures.";
    Forbidden 403 "forbidden" ["Không có quyền" | "Forbidden"]
        "Tài khoản không có quyền cần thiết; xem `required_permission`." | "The account lacks the permission named in `required_permission`.";
    NotFound 404 "not_found" ["Không tìm thấy" | "Not found"]
        "Không có tài nguyên này, hoặc tài khoản không được biết đến nó." | "There is no such resource, or the account may not know of it.";
    MethodNotAllowed 405 "method_not_allowed" ["Phương thức không được phép" | "Method not allowed"]
        "Địa chỉ này không nhận phương thức đó; xem tiêu đề `Allow`." | "This address does not take that method; see the `Allow` header.";
    RequestTimeout 408 "request_timeout" ["Yêu cầu đến quá chậm" | "Request timeout"]
        "Thân yêu cầu không đến đủ trong thời hạn; hãy gửi lại." | "The body did not arrive in time; send the request again.";
    IllegalTransition 409 "illegal_transition" ["Sai trình tự" | "Illegal transition"]
        "Ở trạng thái hiện tại (`state`) không thể làm bước này; bước này bắt đầu từ `allowed_from`." | "The step cannot be taken in the present `state`; it starts from `allowed_from`.";
    AlreadyExists 409 "already_exists" ["Đã tồn tại" | "Already exists"]
        "Đã có bản ghi với mã hoặc khóa này." | "There is already a record with this code or key.";
    StillReferenced 409 "still_referenced" ["Đang được sử dụng" | "Still referenced"]
        "Bản ghi khác còn dẫn chiếu đến bản ghi này." | "Another record still refers to this one.";
    ContentFrozen 409 "content_frozen" ["Nội dung đã khóa" | "Content frozen"]
        "Nội dung chỉ sửa được khi còn là dự thảo; sau khi ban hành phải có quyết định sửa đổi (`/amendments`)." | "Content can be changed only in a draft; once issued it takes an amending decision (`/amendments`).";
    SetImmutable 409 "set_immutable" ["Bộ chỉ số đã ban hành" | "Indicator set in force"]
        "Bộ chỉ số đang hiệu lực không sửa được; hãy lập bộ mới." | "An active indicator set cannot be changed; draw up a new one.";
    AwardsSigned 409 "awards_signed" ["Đã có quyết định khen thưởng" | "Awards signed"]
        "Quyết định khen thưởng của phong trào đã được ký, nên phong trào không hủy được nữa." | "An award decision of the campaign was signed, so it can no longer be called off.";
    IdempotencyInProgress 409 "idempotency_in_progress" ["Yêu cầu đang được xử lý" | "Request in progress"]
        "Yêu cầu trước với cùng `Idempotency-Key` chưa xong; hãy gửi lại sau giây lát." | "An earlier request with the same `Idempotency-Key` is still running; send it again in a moment.";
    VersionMismatch 412 "version_mismatch" ["Dữ liệu đã thay đổi" | "Version mismatch"]
        "Bản ghi đã có phiên bản mới (`current_version`); hãy đọc lại rồi sửa." | "The record has a newer version (`current_version`); read it again, then change it.";
    BodyTooLarge 413 "body_too_large" ["Thân yêu cầu quá lớn" | "Body too large"]
        "Thân yêu cầu vượt giới hạn của thao tác này." | "The body is over this operation's limit.";
    UnsupportedMediaType 415 "unsupported_media_type" ["Kiểu nội dung không được nhận" | "Unsupported media type"]
        "Hãy gửi thân yêu cầu với `Content-Type: application/json`." | "Send the body as `Content-Type: application/json`.";
    ValidationFailed 422 "validation_failed" ["Dữ liệu không hợp lệ" | "Validation failed"]
        "Có trường không đúng quy định; xem danh sách lỗi." | "A field is not as it must be; see the list of errors.";
    UnknownReference 422 "unknown_reference" ["Dẫn chiếu không tồn tại" | "Unknown reference"]
        "Một trường dẫn chiếu đến bản ghi không có." | "A field refers to a record that does not exist.";
    IdempotencyKeyReused 422 "idempotency_key_reused" ["Khóa lặp lại với nội dung khác" | "Idempotency key reused"]
        "`Idempotency-Key` này đã dùng cho một yêu cầu có nội dung khác." | "This `Idempotency-Key` was used for a request with another content.";
    CampaignIncomplete 422 "campaign_incomplete" ["Phong trào chưa đủ nội dung" | "Campaign incomplete"]
        "Chưa đủ điều kiện ban hành; xem danh sách lỗi." | "The campaign cannot be issued yet; see the list of errors.";
    PointsDoNotAddUp 422 "points_do_not_add_up" ["Điểm không khớp" | "Points do not add up"]
        "Điểm tối đa của mục cha phải bằng tổng điểm các mục con được chấm." | "A parent's maximum must equal the sum of its scored children.";
    SetNotReady 422 "set_not_ready" ["Bộ chỉ số chưa đủ điều kiện áp dụng" | "Indicator set not ready"]
        "Chỉ bộ chỉ số đã xác nhận và có chỉ số được chấm mới được đưa vào áp dụng; xem danh sách lỗi." | "Only a confirmed set with scored indicators may enter into force; see the list of errors.";
    SetOverlaps 409 "set_overlaps" ["Trùng bộ chỉ số đang hiệu lực" | "Indicator set overlaps"]
        "Một bộ chỉ số cùng loại, cùng cấp đang hiệu lực trong thời gian này; hãy kết thúc bộ đó trước." | "A set of the same kind and level is in force over this period; retire it first.";
    SetNotActive 422 "set_not_active" ["Bộ chỉ số không hiệu lực" | "Indicator set not active"]
        "Chỉ chấm điểm theo bộ chỉ số đang hiệu lực." | "Only an active indicator set may score.";
    EvidenceMissing 422 "evidence_missing" ["Thiếu tài liệu kiểm chứng" | "Evidence missing"]
        "Điểm tự chấm phải có tài liệu kiểm chứng hoặc giải trình." | "A self-score needs evidence or an explanation.";
    ScoreOutOfRange 422 "score_out_of_range" ["Điểm ngoài khung" | "Score out of range"]
        "Điểm phải từ 0 đến điểm tối đa của chỉ số." | "A score lies between 0 and the indicator's maximum.";
    SubmissionIncomplete 422 "submission_incomplete" ["Bảng điểm chưa đủ" | "Submission incomplete"]
        "Còn chỉ số chưa có điểm; xem danh sách lỗi." | "Some indicators have no score yet; see the list of errors.";
    NothingToPublish 422 "nothing_to_publish" ["Không có điểm để công bố" | "Nothing to publish"]
        "Chưa có bảng điểm nào đã thẩm định xong cho bộ chỉ số và kỳ này." | "No submission of this set and period has been appraised yet.";
    NotCurrent 409 "not_current" ["Không phải bản đang có hiệu lực" | "Not the current publication"]
        "Chỉ công bố đang có hiệu lực của cùng chỉ số và kỳ mới được thay thế; kỳ đã công bố chỉ sửa bằng công bố thay thế." | "Only the current publication of the same index and period can be superseded; what was published is corrected only by a publication that supersedes.";
    PapersMissing 422 "papers_missing" ["Hồ sơ thiếu thành phần" | "Papers missing"]
        "Hồ sơ phải có văn bản đề nghị, báo cáo thành tích và biên bản xét." | "A dossier needs the request, the achievement report and the review minutes.";
    DeadlinePassed 422 "deadline_passed" ["Đã hết hạn" | "Deadline passed"]
        "Đã qua thời hạn; hồ sơ trễ phải nêu lý do." | "The deadline has passed; a late dossier must give a reason.";
    DeadlineNotReached 422 "deadline_not_reached" ["Chưa đến hạn" | "Deadline not reached"]
        "Chưa đến thời điểm của bước này." | "The time of this step has not come.";
    NotEligible 422 "not_eligible" ["Không đủ điều kiện" | "Not eligible"]
        "Chỉ hồ sơ đủ mọi điều kiện mới được đưa vào quyết định." | "Only nominations that meet every criterion may enter a decision.";
    SeparationOfDuties 422 "separation_of_duties" ["Trùng vai trò" | "Separation of duties"]
        "Người của đơn vị, người đã lập, nộp hoặc thẩm định không được làm bước này." | "Who belongs to the unit, or wrote, submitted or appraised, may not take this step.";
    OfficeWithoutAuthority 422 "office_without_authority" ["Chức vụ không có thẩm quyền" | "Office without authority"]
        "Chức vụ người ký không thuộc đơn vị tổ chức, hoặc không có thẩm quyền tặng hình thức này vào ngày ký." | "The signer's office does not head the organiser, or has no authority to grant this award on the day of signing.";
    RateNotFound 422 "rate_not_found" ["Không có mức thưởng" | "No rate"]
        "Không chính sách nào, hoặc chính sách đang hiệu lực, có mức thưởng cho hình thức này và đối tượng này." | "No policy, or not the one in force, has a rate for this award and recipient.";
    RateUnconfirmed 422 "rate_unconfirmed" ["Mức thưởng chưa được xác nhận" | "Rate unconfirmed"]
        "Mức thưởng này chưa được đối chiếu với văn bản; người ký phải chấp nhận rõ ràng và nêu lý do." | "This rate has not been checked against the law; the signer must accept it explicitly, with a reason.";
    AwardsUnsettled 422 "awards_unsettled" ["Khen thưởng chưa xong" | "Awards unsettled"]
        "Còn hồ sơ chưa có kết quả (`waiting_nominations`)." | "Nominations still wait for an answer (`waiting_nominations`).";
    CampaignNotRunning 409 "campaign_not_running" ["Phong trào không ở giai đoạn phù hợp" | "Campaign not in the right stage"]
        "Phong trào chưa phát động hoặc đã khép lại." | "The campaign is not yet launched or already closed.";
    NotAParticipant 422 "not_a_participant" ["Không thuộc đối tượng" | "Not a participant"]
        "Đơn vị không thuộc đối tượng tham gia phong trào." | "The unit does not take part in the campaign.";
    PreconditionRequired 428 "precondition_required" ["Thiếu If-Match" | "Precondition required"]
        "Hãy gửi `If-Match` với `ETag` đã đọc (RFC 6585)." | "Send `If-Match` with the `ETag` you read (RFC 6585).";
    TooManyRequests 429 "too_many_requests" ["Quá nhiều yêu cầu" | "Too many requests"]
        "Hãy chờ theo `Retry-After` rồi gửi lại." | "Wait as `Retry-After` says, then send again.";
    Internal 500 "internal" ["Lỗi hệ thống" | "Internal error"]
        "Hệ thống gặp lỗi; không có gì được ghi. Hãy báo mã yêu cầu cho người vận hành." | "The service failed; nothing was written. Tell the operator the request id.";
    Unavailable 503 "unavailable" ["Tạm thời không phục vụ" | "Unavailable"]
        "Cơ sở dữ liệu tạm thời không phục vụ; hãy gửi lại sau." | "The database is not answering for the moment; try again later.";
}
